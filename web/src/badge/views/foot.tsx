/** The foot of the badge's page: what is worth knowing once, and can wait. */
import "../../i18n/later";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { Install } from "../../ui/install";
import { arrive, decline, isDue, newlyReady, way } from "../install";

export default function Foot() {
  useEffect(arrive, []);
  return (
    <>
      <p class="hint" role="status">
        {newlyReady.value && t("ready")}
      </p>
      {way.value && isDue.value && (
        <section class="raised" aria-label={t("install")}>
          <Install way={way.value} />
          <button type="button" class="quiet" onClick={decline}>
            {t("install.decline")}
          </button>
        </section>
      )}
    </>
  );
}
