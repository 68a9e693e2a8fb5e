/** When an event is, as it is written there. */
import { day, t, time } from "../../i18n/text";
import type { OwnEvent } from "../types";

export function When({ event }: { event: OwnEvent }) {
  const { starts_at, ends_at, time_zone } = event;
  const from = { day: day(starts_at, time_zone), from: time(starts_at, time_zone) };
  const until = { last: day(ends_at, time_zone), to: time(ends_at, time_zone) };
  const key = from.day === until.last ? "office.when" : "office.when-days";
  return <>{t(key, { ...from, ...until, zone: time_zone.replaceAll("_", " ") })}</>;
}
