/** Times on the wall of a place, such as "2026-12-05T09:00", and the moments they stand for. */
import { zoneHere } from "../../i18n/format";

const A_MINUTE = 60_000;
const A_DAY = 1_440 * A_MINUTE;

/** What the clocks of a time zone (of UTC, where this browser does not know it) show at a moment (in milliseconds), to the minute. */
export function wallOf(at: number, zone: string): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year = "", month, day, hour, minute } = parts;
  return `${year.padStart(4, "0")}-${month}-${day}T${hour}:${minute}`;
}

/** Each moment at which the clocks show this: none where they skip it, two where they repeat it. */
export function momentsOf(wall: string, zone: string): number[] {
  const utc = Date.parse(`${wall}Z`);
  const offsets = new Set([utc - A_DAY, utc + A_DAY].map((at) => offsetAt(at, zone)));
  return [...offsets]
    .map((offset) => utc - offset)
    .filter((at) => wallOf(at, zone) === wall)
    .sort((one, other) => one - other);
}

/** The first moment at which the clocks show this; where they skip it, as if they had not moved. */
export function momentOf(wall: string, zone: string): number {
  const utc = Date.parse(`${wall}Z`);
  return momentsOf(wall, zone)[0] ?? utc - offsetAt(utc - A_DAY, zone);
}

/** Whether the clocks skip this time or show it twice; null as usual, and while there is none. */
export function oddity(wall: string, zone: string): "skipped" | "repeated" | null {
  if (!wall || Number.isNaN(Date.parse(`${wall}Z`))) return null;
  const times = momentsOf(wall, zone).length;
  return times === 1 ? null : times === 0 ? "skipped" : "repeated";
}

function offsetAt(at: number, zone: string): number {
  return Date.parse(`${wallOf(at, zone)}Z`) - Math.floor(at / A_MINUTE) * A_MINUTE;
}

/** Making one takes long. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const two = "2-digit" as const;
  const made = new Intl.DateTimeFormat("en-US", {
    ...{
      timeZone: zoneHere(timeZone),
      hourCycle: "h23",
      calendar: "gregory",
      numberingSystem: "latn",
    },
    ...{ year: "numeric", month: two, day: two, hour: two, minute: two },
  });
  formats.set(timeZone, made);
  return made;
}

export interface Region {
  name: string;
  zones: string[];
}

/** All that the browser knows, and these; regions and zones in order, what has no region last. */
export function regions(known: readonly string[], also: readonly string[]): Region[] {
  const all = [...new Set([...known, ...also, "UTC"])].sort();
  const names = [...new Set(all.map(regionOf))].filter((name) => name !== "");
  const named = names.map((name) => ({
    name,
    zones: all.filter((zone) => regionOf(zone) === name),
  }));
  return [...named, { name: "", zones: all.filter((zone) => regionOf(zone) === "") }];
}

/** "Buenos Aires, Argentina" of America/Argentina/Buenos_Aires. */
export function placeOf(zone: string): string {
  const [, ...places] = zone.split("/");
  return (places.length > 0 ? places.reverse().join(", ") : zone).replaceAll("_", " ");
}

function regionOf(zone: string): string {
  return zone.includes("/") ? (zone.split("/")[0] ?? "") : "";
}

const FOUR_HOURS = 4 * 3_600_000;

/** The first 9:00 in the zone at least 4 hours after the end (all in milliseconds). */
export function morningAfter(endsAt: number, zone: string): number {
  const earliest = endsAt + FOUR_HOURS;
  const first = wallOf(earliest, zone).slice(0, 10);
  for (let days = 0; ; days += 1) {
    const nines = momentsOf(`${dayLater(first, days)}T09:00`, zone);
    const morning = nines.find((at) => at >= earliest);
    if (morning !== undefined) return morning;
  }
}

function dayLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * A_DAY).toISOString().slice(0, 10);
}
