/** One badge to the printer, or as a file. */
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { download } from "../../../ui/hand-over";
import { labelFile } from "../../state/badges";
import type { Holder } from "../../types";
import { print } from "../../ui/print";

export function PrintOne({ slug, holder }: { slug: string; holder: Holder }) {
  const attempt = useAttempt();
  const file = () => labelFile(slug, holder.participant_id ?? "");
  return (
    <>
      <div class="save">
        <button
          type="button"
          aria-disabled={attempt.busy.value}
          onClick={() => attempt.run(async () => print(await file()))}
        >
          {t("person.print")}
        </button>
        <button
          type="button"
          class="quiet"
          aria-disabled={attempt.busy.value}
          onClick={() => attempt.run(async () => download(await file()))}
        >
          {t("person.save-pdf")}
        </button>
      </div>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
