/** In a word or two, how far somebody is. */
import { t } from "../../../i18n/text";
import type { Participant } from "../../types";

export function standing(person: Participant): string {
  if (person.removed_at) return t("person.removed");
  const said = [
    person.printed_at && t("person.printed"),
    person.joined_at ? t("person.joined") : person.invited_at && t("person.invited"),
  ];
  return said.filter(Boolean).join(" · ");
}
