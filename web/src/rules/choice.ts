/** Which of a person's events the app shows when it opens: the running one, else the nearest. */
import type { Participation } from "../api/types";

/** The chosen event while it is still there; else the one that runs; else the nearest in time. */
export function currentOf(
  participations: readonly Participation[],
  chosen: string | null,
  at: number,
): Participation | null {
  const present = participations.find((participation) => participation.event.slug === chosen);
  return (
    present ?? [...participations].sort((a, b) => awayFrom(a, at) - awayFrom(b, at))[0] ?? null
  );
}

/** Milliseconds between a time and an event; 0 while it runs. */
function awayFrom({ event }: Participation, at: number): number {
  const starts = Date.parse(event.starts_at);
  const ends = Date.parse(event.ends_at);
  return Math.max(starts - at, at - ends, 0);
}
