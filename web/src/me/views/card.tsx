/** My card at this event: what those I talked with may have. */
import { t } from "../../i18n/text";
import { tell } from "../../page/notice";
import { goFromHere } from "../../page/route";
import { CardForm } from "../../talk/views/card-form";
import { Page } from "../../ui/page";

export function CardView() {
  const goOn = goFromHere();
  function kept() {
    goOn("/me");
    tell({ key: "card.kept" });
  }
  return (
    <Page title={t("card.mine")} back="/me">
      <p>{t("card.lead")}</p>
      <CardForm later={null} onKept={kept} />
    </Page>
  );
}
