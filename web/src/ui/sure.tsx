/** A step that wants a second thought: the first tap explains it, the second does it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/text";
import { Trouble, useAttempt } from "./attempt";

interface Props {
  label: string;
  /** What the second tap is called, where it is not the same. */
  yes?: string;
  children: ComponentChildren;
  onYes: () => Promise<unknown>;
}

export function Sure({ label, yes = label, children, onYes }: Props) {
  const asked = useSignal(false);
  const attempt = useAttempt();
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (asked.value) text.current?.focus();
  }, [asked.value]);
  if (!asked.value)
    return (
      <button type="button" class="quiet" onClick={() => (asked.value = true)}>
        {label}
      </button>
    );
  return (
    <div class="sure">
      <p ref={text} tabIndex={-1}>
        {children}
      </p>
      <div class="pair">
        <button type="button" disabled={attempt.busy.value} onClick={() => attempt.run(onYes)}>
          {yes}
        </button>
        <button type="button" onClick={() => (asked.value = false)}>
          {t("cancel")}
        </button>
      </div>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}
