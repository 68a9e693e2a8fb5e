/** My API tokens: made, shown once, ended. */
import { t } from "../../i18n/text";
import { Page } from "../../ui/page";

export function Tokens() {
  return (
    <Page title={t("tokens.title")} back="/events" name="office">
      {null}
    </Page>
  );
}
