/** The foot of the badge's page: what is worth knowing once, and can wait. */
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { way } from "../../page/install";
import { Install } from "../../ui/install";
import { countOpening, declineInstall, isInstallDue, newlyReady, watchReady } from "../staying";

export default function Foot() {
  useEffect(countOpening, []);
  useEffect(watchReady, []);
  return (
    <>
      <p class="hint" role="status">
        {newlyReady.value && t("ready")}
      </p>
      {way.value && isInstallDue.value && (
        <section class="raised" aria-label={t("install")}>
          <Install way={way.value} />
          <button type="button" class="quiet" onClick={declineInstall}>
            {t("install.decline")}
          </button>
        </section>
      )}
    </>
  );
}
