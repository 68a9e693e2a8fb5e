/** What each part of the event's form is given. */

import { t } from "../../../i18n/text";
import type { Problem } from "../../../rules/problem";
import type { EventDraft } from "../../rules/event-form";
import { momentOf, oddity, wallOf } from "../../rules/time-zones";

export interface Part {
  draft: EventDraft;
  onChange: (draft: EventDraft) => void;
  problem: Problem | null;
}

/** What is told of a time in the night in which the clocks are changed. */
export function onTheClock(wall: string, zone: string): string | undefined {
  const odd = oddity(wall, zone);
  if (odd === "repeated") return t("form.clock-repeated");
  if (odd === null) return undefined;
  return t("form.clock-skipped", { time: wallOf(momentOf(wall, zone), zone).slice(11) });
}
