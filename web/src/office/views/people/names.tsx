/** Some names as an example, and that there are more. */
import { t } from "../../../i18n/text";
import { counted } from "../../texts";
import type { Participant } from "../../types";

const MOST = 5;

export function Names({ people }: { people: readonly Participant[] }) {
  if (people.length === 0) return null;
  const left = people.length - MOST;
  return (
    <ul class="names" aria-label={t("list.names")}>
      {people.slice(0, MOST).map((one, place) => (
        <li key={`${place} ${one.name}`}>
          <bdi class="name">{one.name}</bdi> {one.email && <bdi class="muted">{one.email}</bdi>}
        </li>
      ))}
      {left > 0 && <li class="muted">{counted("list.more", left)}</li>}
    </ul>
  );
}
