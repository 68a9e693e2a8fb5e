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
  if (!asked.value)
    return (
      <Swap shows={false}>
        <button type="button" class="quiet" onClick={() => (asked.value = true)}>
          {label}
        </button>
      </Swap>
    );
  return (
    <Swap shows>
      <div class="sure">
        <p>{children}</p>
        <div class="pair">
          <button
            type="button"
            aria-disabled={attempt.busy.value}
            onClick={() => attempt.run(onYes)}
          >
            {yes}
          </button>
          <button type="button" onClick={() => (asked.value = false)}>
            {t("cancel")}
          </button>
        </div>
        <Trouble problem={attempt.problem.value} />
      </div>
    </Swap>
  );
}

/** A place whose content changes by a tap: the focus stays with it, whatever is shown now. */
export function Swap({ shows, children }: { shows: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(shows);
  useEffect(() => {
    if (before.current !== shows) place.current?.focus({ preventScroll: true });
    before.current = shows;
  }, [shows]);
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  );
}
