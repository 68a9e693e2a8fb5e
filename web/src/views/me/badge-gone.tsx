/** "My badge is gone": the old one ends, a new one is here at once. */
import { shown } from "../../code";
import { t } from "../../i18n/text";
import { goFromHere } from "../../route";
import { tell } from "../../state/notice";
import { current, reissueBadge } from "../../state/session";
import { Sure } from "../../ui/sure";

export function BadgeGone() {
  async function renew() {
    const goOn = goFromHere();
    await reissueBadge();
    goOn("/");
    tell({ key: "badge.renewed", values: { code: shown(current.value?.badge?.code ?? "") } });
  }
  return (
    <Sure label={t("badge.gone")} yes={t("badge.gone-yes")} onYes={renew}>
      {t("badge.gone-sure")}
    </Sure>
  );
}
