/** What the end of an event changes on the phone. */
import type { Event } from "../api/types";

const LAST_HOUR = 3_600_000;

type Times = Pick<Event, "starts_at" | "ends_at" | "follow_up_at">;

/** Until when "enough for today" holds when it is said now: the follow-up brings it all back. */
export function enoughUntil(event: Times, at: number): string | null {
  const asksToday = Date.parse(event.starts_at) <= at && at < Date.parse(event.follow_up_at);
  return asksToday ? event.follow_up_at : null;
}

/** Whether the day is nearly over and the follow-up has yet to come. */
export function isEvening(event: Times, at: number): boolean {
  return at >= Date.parse(event.ends_at) - LAST_HOUR && at < Date.parse(event.follow_up_at);
}

/** Whether an in-house day is so far that its three questions to oneself are there. */
export function isTimeToLookBack(event: Times & Pick<Event, "in_house">, at: number): boolean {
  return event.in_house && at >= Date.parse(event.ends_at) - LAST_HOUR;
}
