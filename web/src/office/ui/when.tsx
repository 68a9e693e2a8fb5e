/** When something is, as it is written where it happens. */
import { formatTime } from "../../i18n/format";
import { language, t } from "../../i18n/text";
import type { OwnEvent } from "../types";

/** "Saturday, 5 December 2026 at 09:00 (Europe/Berlin)"; `at` in milliseconds or as it came. */
export function moment(at: number | string, timeZone: string): string {
  const zone = timeZone.replaceAll("_", " ");
  return t("office.moment", { day: dayOf(at, timeZone), time: timeOf(at, timeZone), zone });
}

export function When({ event }: { event: OwnEvent }) {
  const { starts_at, ends_at, time_zone: zone } = event;
  const from = { day: dayOf(starts_at, zone), from: timeOf(starts_at, zone) };
  const until = { last: dayOf(ends_at, zone), to: timeOf(ends_at, zone) };
  const key = from.day === until.last ? "office.when" : "office.when-days";
  return <>{t(key, { ...from, ...until, zone: zone.replaceAll("_", " ") })}</>;
}

/** "Sat, 5 December 2026". */
export function dayOf(at: number | string, timeZone?: string): string {
  const day = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
  return formatTime(language.value, at, day, timeZone);
}

function timeOf(at: number | string, timeZone: string): string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return formatTime(language.value, at, time, timeZone);
}
