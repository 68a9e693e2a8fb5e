/** What the other side shows of themselves: mail, phone, a link. */
import { t } from "../../i18n/text";
import { mailAddress, webAddress } from "../../rules/links";
import { phoneAddress } from "../../rules/phone-number";
import { contactOf, KeepCards, type Met } from "./keep-cards";

export function TheirCard({ met }: { met: Met }) {
  if (!met.card) return null;
  const { email, phone, phone_link, link } = met.card;
  if (!email && !phone && !link) return <p class="muted">{t("card.none-theirs")}</p>;
  const contact = contactOf(met);
  return (
    <>
      <ul class="card" aria-label={t("card.theirs")}>
        {email && <Entry word={t("email")} text={email} href={mailAddress(email)} />}
        {phone && <Entry word={t("phone")} text={phone} href={dialled(phone, phone_link)} />}
        {link && <Entry word={t("link")} text={link} href={webAddress(link)} />}
      </ul>
      {contact && (
        <KeepCards contacts={[contact]} word={t("card.keep")} name={contact.name} kind="quiet" />
      )}
    </>
  );
}

/** As the server has read it, else as it stands there. */
function dialled(phone: string, link: string | null | undefined): string | null {
  return link?.startsWith("tel:") ? link : phoneAddress(phone);
}

function Entry({ word, text, href }: { word: string; text: string; href: string | null }) {
  return (
    <li>
      <span class="muted">{word}</span>
      {href ? (
        <a
          href={href}
          rel="noopener noreferrer"
          target={href.startsWith("http") ? "_blank" : undefined}
        >
          <bdi>{text}</bdi>
        </a>
      ) : (
        <bdi>{text}</bdi>
      )}
    </li>
  );
}
