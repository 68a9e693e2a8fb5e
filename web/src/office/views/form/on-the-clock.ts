/** What is told of a time in the night in which the clocks are changed. */
import { t } from "../../../i18n/text";
import { momentOf, oddity, wallOf } from "../../rules/zoned";

export function onTheClock(wall: string, zone: string): string | undefined {
  const odd = oddity(wall, zone);
  if (odd === "repeated") return t("form.clock-repeated");
  if (odd === null) return undefined;
  return t("form.clock-skipped", { time: wallOf(momentOf(wall, zone), zone).slice(11) });
}
