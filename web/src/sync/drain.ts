/** Sends what waits on the phone until the server has it all; nothing is lost, nothing blocks the rest. */

import { type Entry, heldFor, namedBy, type Operation } from "../rules/operation";
import { asProblem } from "../rules/problem";
import { goOnFrom, isOffsetKnown, serverOffset } from "../storage/clock";
import { type Answer, contents, reconcileWith, refuse, rewrite } from "./outbox";
import { retimed } from "./retime";

/** As much as one request carries; the server takes 500. */
export const AT_ONCE = 100;

/** A `Date` tells only the second. */
const DATE_GRAIN = 1_000;

/** Brings operations to the server; throws the `Problem` of the whole request. */
export type Send = (
  person: string,
  operations: readonly Operation[],
  since: string | null,
) => Promise<Answer>;

/** The request itself is not acceptable, whenever it is sent. */
const NOT_ACCEPTABLE = [400, 413, 422];

/**
 * Send all that may go, and take in the list; `whenAnswered` runs after each answer.
 * Throws the `Problem` that stopped it: no network, busy, signed out. What waits then still does.
 */
export async function drain(
  person: string,
  send: Send,
  whenAnswered: () => Promise<void>,
): Promise<void> {
  let left = 0;
  do {
    const due = await correctedDue(person, send);
    await sendSome(person, due.slice(0, AT_ONCE), send);
    await whenAnswered();
    left = due.length - AT_ONCE;
  } while (left > 0);
}

/** In how many milliseconds the next of what is held may go; null where nothing waits. */
export async function untilDue(person: string): Promise<number | null> {
  const { entries } = await contents(person);
  if (mayGo(entries).length > 0) return 0;
  const waits = entries.map((entry) => heldFor(entry)).filter((wait) => wait > 0);
  return waits.length > 0 ? Math.min(...waits) : null;
}

/** Nothing goes out with the time of a clock that was not compared with the server's. */
async function correctedDue(person: string, send: Send): Promise<Entry[]> {
  const waits = (await dueOf(person)).length > 0;
  if (waits && !isOffsetKnown()) await sendSome(person, [], send);
  if (waits && isOffsetKnown()) {
    const latest = Date.now() + serverOffset() + DATE_GRAIN;
    await rewrite(person, (waiting) => retimed(waiting, serverOffset(), latest));
    goOnFrom(latest);
  }
  return dueOf(person);
}

async function dueOf(person: string): Promise<Entry[]> {
  return mayGo((await contents(person)).entries);
}

/** While a no can be taken back, nothing before it goes out either: nobody is asked in vain. */
function mayGo(entries: readonly Entry[]): Entry[] {
  const held = entries.filter((entry) => heldFor(entry) > 0);
  return entries.filter(
    (entry) => !entry.refused && !held.some((no) => no === entry || isBefore(entry, no)),
  );
}

function isBefore({ operation }: Entry, { operation: no }: Entry): boolean {
  return operation.at <= no.at && namedBy(operation) === namedBy(no);
}

/** A request that is refused as a whole is halved until the one that is at fault stands alone. */
async function sendSome(person: string, entries: readonly Entry[], send: Send): Promise<void> {
  try {
    const { snapshot } = await contents(person);
    const operations = entries.map((entry) => entry.operation);
    const answer = await send(person, operations, snapshot?.cursor ?? null);
    await reconcileWith(person, entries, answer);
  } catch (thrown) {
    const problem = asProblem(thrown);
    const [only, ...others] = entries;
    if (!only || !NOT_ACCEPTABLE.includes(problem.status)) throw problem;
    if (others.length === 0) return refuse(only, problem.kind);
    const half = Math.ceil(entries.length / 2);
    await sendSome(person, entries.slice(0, half), send);
    await sendSome(person, entries.slice(half), send);
  }
}
