/** The times of what waits, once the server's clock is known: in the order in which it was said. */
import type { Entry, Operation } from "../rules/operation";

/**
 * Those of `entries` (in the order said) that get another time: strictly rising, none after `latest`.
 * `offset` is how far the server's clock is ahead of the phone's; both in milliseconds.
 */
export function retimed(entries: readonly Entry[], offset: number, latest: number): Entry[] {
  const times = notAfter(rising(entries.map((entry) => timeOf(entry, offset))), latest);
  return entries.flatMap((entry, place) => changed(entry, times[place] ?? latest));
}

function timeOf({ operation, uncorrected }: Entry, offset: number): number {
  return uncorrected === undefined ? Date.parse(operation.at) : uncorrected + offset;
}

function rising(times: readonly number[]): number[] {
  let before = Number.NEGATIVE_INFINITY;
  return times.map((time) => {
    before = Math.max(time, before + 1);
    return before;
  });
}

function notAfter(times: readonly number[], latest: number): number[] {
  let after = latest + 1;
  return times
    .map((_, place) => {
      after = Math.min(times[times.length - 1 - place] ?? latest, after - 1);
      return after;
    })
    .reverse();
}

/** Its key stays: whoever holds the entry finds it again. */
function changed(entry: Entry, time: number): Entry[] {
  const at = new Date(time).toISOString();
  const { uncorrected, operation, ...rest } = entry;
  if (at === operation.at && uncorrected === undefined) return [];
  return [{ ...rest, operation: at === operation.at ? operation : moved(operation, at) }];
}

/** A question was asked when it was first written; never after it was. */
function moved(operation: Operation, at: string): Operation {
  if (operation.op !== "question" || "deleted" in operation) return { ...operation, at };
  const isNew = operation.asked_at === operation.at || operation.asked_at > at;
  return { ...operation, at, asked_at: isNew ? at : operation.asked_at };
}
