/** A newer version is here; it comes by a tap, now or later. */
import { t } from "../i18n/text";
import { path } from "../page/route";
import { unsaved } from "../page/unsaved";
import { loadNewVersion, newVersion, putOff } from "../page/version";
import { Cross } from "../ui/icons";

export function NewVersion() {
  if (!newVersion.value || putOff.value || unsaved.value) return null;
  if (path.value.startsWith("/scan")) return null;
  return (
    <div class="notice">
      <p>{t("version.new")}</p>
      <button type="button" onClick={loadNewVersion}>
        {t("version.load")}
      </button>
      <button
        type="button"
        class="sign"
        aria-label={t("close")}
        onClick={() => (putOff.value = true)}
      >
        <Cross />
      </button>
    </div>
  );
}
