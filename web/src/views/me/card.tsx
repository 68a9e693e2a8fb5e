/** My card at this event: what those I talked with may have. */
import { t } from "../../i18n/text";
import { goFromHere } from "../../route";
import { tell } from "../../state/notice";
import { Page } from "../../ui/page";
import { CardForm } from "../card-form";

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
