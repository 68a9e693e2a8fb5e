/** What the app itself can do for me: work without a network, come in a newer version, be installed. */

import { ready } from "../../badge/ready";
import { t } from "../../i18n/text";
import { way } from "../../page/install";
import { loadNewVersion, newVersion } from "../../page/version";
import { Install } from "../../ui/install";

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
