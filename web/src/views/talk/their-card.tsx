/** What the other side shows of themselves: mail, phone, a link. */
import { t } from "../../i18n/text";
import { mailAddress, webAddress } from "../../links";
import { contactOf, KeepCards, type Met } from "./keep-cards";

export function TheirCard({ met }: { met: Met }) {
  if (!met.card) return null;
  const { email, phone, link } = met.card;
  if (!email && !phone && !link) return <p class="muted">{t("card.none-theirs")}</p>;
  const contact = contactOf(met);
  return (
    <>
      <ul class="card" aria-label={t("card.theirs")}>
        {email && (
          <Entry word={t("email")} text={email} href={mailAddress(email)} />
        )}
        {phone && (
          <Entry word={t("phone")} text={phone} href={`tel:${phone.replace(/[^+\d]/g, "")}`} />
        )}
        {link && <Entry word={t("link")} text={link} href={webAddress(link)} />}
      </ul>
      {contact && (
        <KeepCards contacts={[contact]} word={t("card.keep")} name={contact.name} kind="quiet" />
      )}
    </>
  );
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
