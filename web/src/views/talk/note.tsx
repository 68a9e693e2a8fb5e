/** Writing one note: the field and its hint; each letter is kept. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";

interface Props {
  label: string;
  placeholder: string;
  /** What stands in the field at first. */
  kept?: string;
  hint?: ComponentChildren;
  children?: ComponentChildren;
  onText: (text: string) => Promise<void>;
}

export function NoteForm({ label, placeholder, kept = "", hint, children, onText }: Props) {
  const attempt = useAttempt();
  const text = useSignal(kept);
  function write(written: string) {
    text.value = written;
    void attempt.run(() => onText(written));
  }
  return (
    <div class="note">
      <Field
        long
        label={label}
        value={text.value}
        onText={write}
        hint={hint}
        with={{ placeholder }}
      />
      {text.value && children}
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}
