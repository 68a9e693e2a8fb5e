/** Names with a sign that no font at hand can print, told before anything is printed. */

import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import { Sign } from "../../../ui/icons";
import type { Sheet } from "../../types";

const MOST = 20;

export function Unprintable({ slug, people }: { slug: string; people: Sheet["unprintable"] }) {
  if (people.length === 0) return null;
  return (
    <section class="raised">
      <p>
        <Sign /> {counted("badges.unprintable", people.length)}
      </p>
      <ul class="names">
        {people.slice(0, MOST).map((person) => (
          <li key={person.participant_id}>
            <a href={`/events/${slug}/person/${person.participant_id}`}>
              <bdi>{person.name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p class="muted">{t("badges.unprintable-about")}</p>
    </section>
  );
}
