/** The one line under the top edge. */
import { t } from "../i18n/text";
import { hush, notice } from "../state/notice";
import { Cross } from "../ui/icons";
import { Say } from "../ui/say";
import { NewVersion } from "./new-version";

export function Line() {
  const line = notice.value;
  return (
    <div class="top" role="status">
      {!line && <NewVersion />}
      {line && (
        <div class="notice">
          <p>
            <Say k={line.key} {...line.values} />{" "}
            {line.link && <a href={line.link.href}>{t(line.link.key)}</a>}
          </p>
          <button type="button" class="sign" aria-label={t("close")} onClick={hush}>
            <Cross />
          </button>
        </div>
      )}
    </div>
  );
}
