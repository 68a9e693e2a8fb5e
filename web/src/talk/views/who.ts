/** How the other one of a talk is called on the screen. */
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";

export function nameOf({ with: other }: Talk): string {
  return other.name ?? t("someone");
}

export function givenNameOf({ with: other }: Talk): string {
  return other.given_name ?? t("someone");
}
