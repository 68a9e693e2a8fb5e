/** Everything of mine as a file. An app installed on iOS needs a second tap, which opens its share sheet. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { download, mustShare, share } from "../../ui/hand-over";
import { packed } from "../leaving";

export function TakeAlong() {
  const ready = useSignal<File | null>(null);
  const attempt = useAttempt();
  const file = ready.value;
  const pack = () =>
    attempt.run(async () => {
      const zip = await packed();
      if (mustShare(zip)) ready.value = zip;
      else download(zip);
    });
  return (
    <div class="offer">
      <button type="button" aria-disabled={attempt.busy.value} onClick={pack}>
        {t("take-along")}
      </button>
      {file && (
        <button type="button" onClick={() => attempt.run(() => share(file))}>
          {t("take-along.share")}
        </button>
      )}
      <p class="muted">{t("take-along.about")}</p>
      <p class="hint" role="status">
        {attempt.done.value && t(file ? "take-along.packed" : "take-along.downloaded")}
      </p>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}
