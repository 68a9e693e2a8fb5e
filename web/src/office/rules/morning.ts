/** When the follow-up goes out by itself: the same rule as the server's, told before it is saved. */
import { momentsOf, wallOf } from "./zoned";

const FOUR_HOURS = 4 * 3_600_000;
const A_DAY = 24 * 3_600_000;

/** The first 9:00 in the zone at least 4 hours after the end (all in milliseconds). */
export function morningAfter(endsAt: number, zone: string): number {
  const earliest = endsAt + FOUR_HOURS;
  const first = wallOf(earliest, zone).slice(0, 10);
  for (let days = 0; ; days += 1) {
    const nines = momentsOf(`${dayLater(first, days)}T09:00`, zone);
    const found = nines.find((at) => at >= earliest);
    if (found !== undefined) return found;
  }
}

function dayLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * A_DAY).toISOString().slice(0, 10);
}
