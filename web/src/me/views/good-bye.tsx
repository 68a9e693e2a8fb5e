/** After leaving: a quiet page that knows nobody any more. */
import { t } from "../../i18n/text";
import { Mark } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/say";
import { gone } from "../leaving";

export function GoodBye() {
  const name = gone.value;
  return (
    <Page
      title={t("good-bye.title")}
      heading={name ? <Say k="good-bye.to" name={name} /> : t("good-bye.title")}
      name="door"
    >
      <div class="emblem">
        <Mark />
      </div>
      <p>{t("good-bye.words")}</p>
      <p class="muted">{t("good-bye.phone")}</p>
    </Page>
  );
}
