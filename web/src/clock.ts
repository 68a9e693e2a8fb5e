/** The time of what a person says and notes: the phone's clock, corrected by the server's, always rising. */
import { local } from "./storage";

const KEPT_AS = "wetalked.last-time";
const HEADER_ACCURACY = 2_000;
/** Beyond it a time cannot be written down: the end of the year 9999. */
const LAST_DATE = 253_402_300_799_000;

let ahead = 0;

/** Learn how far this phone's clock is off, from the `Date` of an answer. */
export function correctBy(dateHeader: string | null, phone: number = Date.now()): void {
  const server = Date.parse(dateHeader ?? "");
  if (Number.isNaN(server)) return;
  const off = server - phone;
  ahead = Math.abs(off) < HEADER_ACCURACY ? 0 : off;
}

/** Milliseconds now; no two calls on this phone answer the same, not even after a restart. */
export function tick(phone: number = Date.now()): number {
  const time = Math.max(phone + ahead, last() + 1);
  remember(time);
  return time;
}

/** Now as RFC 3339 in UTC, in milliseconds. */
export function now(): string {
  return new Date(tick()).toISOString();
}

let inMemory = 0;

function last(): number {
  const kept = Number(local.get(KEPT_AS));
  return Math.max(inMemory, Math.abs(kept) < LAST_DATE ? kept : 0);
}

function remember(time: number): void {
  inMemory = time;
  local.set(KEPT_AS, String(time));
}
