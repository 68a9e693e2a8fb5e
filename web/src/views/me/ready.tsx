/** What the app itself can do for me: work without a network, come in a newer version, be installed. */
import { t } from "../../i18n/text";
import { way } from "../../state/install";
import { ready } from "../../state/ready";
import { loadNewVersion, newVersion } from "../../state/version";
import { Install } from "../install";

export function Ready() {
  return (
    <>
      <p class="muted" role="status">
        {ready.value !== undefined && t(ready.value ? "ready" : "ready.not-yet")}
      </p>
      {newVersion.value && (
        <button type="button" onClick={loadNewVersion}>
          {t("version.load")}
        </button>
      )}
      {way.value && <Install way={way.value} />}
    </>
  );
}
