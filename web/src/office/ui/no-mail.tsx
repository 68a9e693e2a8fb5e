/** Says, where it is so, that no mail leaves this machine. */
import { t } from "../../i18n/text";
import { Sign } from "../../ui/icons";
import { steps } from "../state/event";

export function NoMail() {
  if (steps.value?.mails_leave !== false) return null;
  return (
    <p class="raised no-mail">
      <span>
        <Sign /> {t("office.no-mail")}
      </span>
    </p>
  );
}
