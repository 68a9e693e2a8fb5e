/** A secret that is told only now, and a button that copies it. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { stay } from "../../page/unsaved";
import { Trouble, useAttempt } from "../../ui/attempt";
import { toClipboard } from "../../ui/hand-over";

export function ShownOnce({ secret, children }: { secret: string; children: ComponentChildren }) {
  const attempt = useAttempt();
  useEffect(stay, []);
  return (
    <div class="raised">
      <p>{children}</p>
      <p class="secret">
        <code>{secret}</code>
      </p>
      <button type="button" onClick={() => attempt.run(() => toClipboard(secret))}>
        {t(attempt.done.value ? "tokens.copied" : "tokens.copy")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}
