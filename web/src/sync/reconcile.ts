/** What the server's answers mean for what was sent: done with, or refused. */
import { deferredFor, type Entry, namedBy, type Operation, type Result } from "../rules/operation";

export interface Reconciled {
  done: Entry[];
  refused: Entry[];
}

/** What was replaced by a newer word while it was on its way stays as it is. */
export function reconcile(
  present: readonly Entry[],
  sent: readonly Entry[],
  results: readonly Result[],
): Reconciled {
  const outcome: Reconciled = { done: [], refused: [] };
  for (const [place, entry] of sent.entries()) {
    const result = results[place];
    if (!result || !isStill(entry, present)) continue;
    const refused = refusalOf(entry, result, present);
    if (refused) outcome.refused.push({ ...entry, refused });
    else outcome.done.push(entry);
  }
  outcome.done.push(...present.filter((entry) => entry.refused && isEnded(entry, outcome.done)));
  return outcome;
}

export function isStill({ key, operation }: Entry, present: readonly Entry[]): boolean {
  return present.some((entry) => entry.key === key && entry.operation.at === operation.at);
}

/** A refused no has nothing to take back; what a later no of mine ends needs no sending either. */
function refusalOf(entry: Entry, result: Result, present: readonly Entry[]): string | null {
  if (result.status !== "rejected" || entry.operation.op === "withdraw") return null;
  return isEnded(entry, present) ? null : (result.problem ?? "unexpected");
}

/** A no that can still be taken back ends nothing. */
function isEnded({ operation }: Entry, present: readonly Entry[]): boolean {
  return present.some((entry) => deferredFor(entry) === 0 && ends(entry.operation, operation));
}

function ends(no: Operation, other: Operation): boolean {
  return no.op === "withdraw" && no.at >= other.at && namedBy(no) === namedBy(other);
}
