/** A new code of one's own, for whoever has lost theirs or shown it to somebody. */
import { t } from "../../i18n/text";
import { go } from "../../page/route";
import { renewOwnCode } from "../../sign-in/own-code";
import { person } from "../../sign-in/session";
import { Page } from "../../ui/page";
import { Sure } from "../../ui/sure";

export function NewOwnCode() {
  async function renew() {
    await renewOwnCode(person.value?.id ?? "");
    go("/me");
  }
  return (
    <Page title={t("own-code.title")} back="/me">
      <p>{t("own-code.about")}</p>
      <Sure label={t("own-code.renew")} yes={t("own-code.renew-yes")} onYes={renew}>
        {t("own-code.renew-sure")}
      </Sure>
    </Page>
  );
}
