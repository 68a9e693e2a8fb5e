/** Dates and times as a language writes them. Nothing here throws, whatever a browser knows. */

/** Zones that were renamed: older phones know the former name alone (IANA, file `backward`). */
const FORMER: Record<string, string> = {
  "America/Nuuk": "America/Godthab",
  "Asia/Kolkata": "Asia/Calcutta",
  "Asia/Yangon": "Asia/Rangoon",
  "Europe/Kyiv": "Europe/Kiev",
  "Pacific/Kanton": "Pacific/Enderbury",
};
const UTC = "UTC";

/** The name under which this browser knows a time zone; UTC for one that it does not know. */
export function zoneHere(zone: string): string {
  return [zone, FORMER[zone] ?? zone].find(isKnown) ?? UTC;
}

/** Whether its times are those of the place; else they are shown in UTC, and say so. */
export function isShownAsThere(zone: string): boolean {
  return zoneHere(zone) !== UTC || IS_UTC.test(zone);
}

const IS_UTC = /^(?:Etc\/)?(?:UTC|GMT|UCT|Universal|Zulu)$/i;

/** In a language; `at` in milliseconds or as RFC 3339. What is no time stays as it came. */
export function formatTime(
  language: string,
  at: string | number,
  options: Intl.DateTimeFormatOptions,
  zone?: string,
): string {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return String(at);
  const zoned = zone ? { ...options, timeZone: zoneHere(zone) } : options;
  const shown = formatted(language, when, zoned);
  const elsewhere = zone !== undefined && options.hour && !isShownAsThere(zone);
  return elsewhere ? `${shown} ${UTC}` : shown;
}

/** The browser's own zone. */
export function ownZone(): string {
  return attempt(() => new Intl.DateTimeFormat().resolvedOptions().timeZone) || UTC;
}

/** All zones that the browser knows; some cannot list them. */
export function knownZones(): string[] {
  return attempt(() => Intl.supportedValuesOf("timeZone")) ?? [];
}

function formatted(language: string, when: Date, options: Intl.DateTimeFormatOptions): string {
  const format = (tag?: string) => new Intl.DateTimeFormat(tag, options).format(when);
  return attempt(() => format(regional(language))) ?? attempt(() => format()) ?? when.toISOString();
}

/** English dates as they are written in Europe. */
export function regional(language: string): string {
  return language === "en" ? "en-GB" : language;
}

function isKnown(zone: string): boolean {
  return attempt(() => new Intl.DateTimeFormat("en", { timeZone: zone })) !== undefined;
}

/** What a browser does not know is nothing. */
export function attempt<Value>(what: () => Value): Value | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
