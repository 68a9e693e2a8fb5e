/** Whether mails come after the event; who has no address is told how to get them. */
import { t } from "../../i18n/text";
import { person } from "../../sign-in/session";
import { Switch } from "./switch";

export function Mail() {
  if (person.value?.email)
    return (
      <Switch
        field="mail"
        word="me.mail"
        about={person.value.mail ? "me.mail-on" : "me.mail-off"}
      />
    );
  return (
    <p>
      {t("me.no-mail")} <a href="/me/address">{t("address.give")}</a>
    </p>
  );
}
