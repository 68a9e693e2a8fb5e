/** One badge to the printer, or as a file. */
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { download } from "../../../ui/hand-over";
import { labelFile, markPrinted } from "../../state/badges";
import type { Holder } from "../../types";
import { print } from "../../ui/print";

export function PrintOne({ slug, holder }: { slug: string; holder: Holder }) {
  const attempt = useAttempt();
  const id = holder.participant_id ?? "";
  const get = (hand: (file: File) => void | Promise<void>) =>
    attempt.run(async () => {
      const { file, at } = await labelFile(slug, id);
      await hand(file);
      await markPrinted(slug, at, id);
    });
  return (
    <>
      <div class="save">
        <button type="button" aria-disabled={attempt.busy.value} onClick={() => get(print)}>
          {t("person.print")}
        </button>
        <button
          type="button"
          class="quiet"
          aria-disabled={attempt.busy.value}
          onClick={() => get(download)}
        >
          {t("person.save-pdf")}
        </button>
      </div>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
