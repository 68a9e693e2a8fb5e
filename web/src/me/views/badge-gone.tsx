/** "My badge is gone": the old one ends, a new one is here at once. */

import { t } from "../../i18n/text";
import { tell } from "../../page/notice";
import { goFromHere } from "../../page/route";
import { shown } from "../../rules/code";
import { current, reissueBadge } from "../../sign-in/session";
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
