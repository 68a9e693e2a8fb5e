/** Writing one note: the field, its hint, and keeping it; a failed saving leaves the text where it is. */
import type { ComponentChildren } from "preact";
import { t } from "../../i18n/text";
import { draftOf, hasDraft, keep, type NoteKind, write } from "../../state/notes";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";

interface Props {
  talk: string;
  kind: NoteKind;
  label: string;
  placeholder: string;
  /** What stands in the field while nothing is typed. */
  kept?: string;
  hint?: ComponentChildren;
  children?: ComponentChildren;
}

export function NoteForm({ talk, kind, label, placeholder, kept = "", hint, children }: Props) {
  const attempt = useAttempt();
  const typed = hasDraft(talk, kind);
  const text = typed ? draftOf(talk, kind).text : kept;
  const worthKeeping = typed && (text.trim() !== "" || kept !== "");
  function submit(event: Event) {
    event.preventDefault();
    void attempt.run(() => keep(talk, kind));
  }
  return (
    <form class="note" onSubmit={submit}>
      <Field
        long
        label={label}
        value={text}
        onText={(written) => write(talk, kind, { text: written })}
        hint={hint || (!typed && attempt.done.value && t("kept"))}
        with={{ placeholder }}
      />
      {worthKeeping && children}
      <Trouble problem={attempt.problem.value} />
      {worthKeeping && (
        <button type="submit" aria-disabled={attempt.busy.value}>
          {t("keep")}
        </button>
      )}
    </form>
  );
}
