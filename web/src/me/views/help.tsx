/** Whom to turn to at the event. */
import { t } from "../../i18n/text";
import { reachAddress } from "../../rules/links";
import { current } from "../../sign-in/session";

export function Help() {
  const contact = current.value?.event.help_contact;
  if (!contact) return null;
  const address = reachAddress(contact);
  return (
    <p>
      {t("me.help")}{" "}
      {address ? (
        <a class="reach" href={address}>
          <bdi class="name">{contact}</bdi>
        </a>
      ) : (
        <bdi class="name">{contact}</bdi>
      )}
    </p>
  );
}
