/** An address at which nothing stands, and the way from there. */
import { type Key, t } from "../i18n/text";
import { Page } from "./page";

export function Nowhere({ to, word }: { to: string; word: Key }) {
  return (
    <Page title={t("nowhere.title")}>
      <p>{t("nowhere.about")}</p>
      <a class="button" href={to}>
        {t(word)}
      </a>
    </Page>
  );
}
