/** What the other side shows of themselves: mail, phone, a link. */
import type { Card } from "../../api/types";
import { t } from "../../i18n/text";
import { webAddress } from "../../links";

export function TheirCard({ card }: { card: Card | null }) {
  if (!card) return null;
  const { email, phone, link } = card;
  if (!email && !phone && !link) return <p class="muted">{t("card.none-theirs")}</p>;
  return (
    <ul class="card" aria-label={t("card.theirs")}>
      {email && (
        <Entry word={t("email")} text={email} href={`mailto:${encodeURIComponent(email)}`} />
      )}
      {phone && (
        <Entry word={t("phone")} text={phone} href={`tel:${phone.replace(/[^+\d]/g, "")}`} />
      )}
      {link && <Entry word={t("link")} text={link} href={webAddress(link)} />}
    </ul>
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
