/** Sends what waits on the phone until the server has it all; nothing is lost, nothing blocks the rest. */

import { answer, http, UNREAD } from "../api/client";
import { having } from "../api/ours";
import { PATHS } from "../api/paths";
import {
  type CallOperation,
  deferredFor,
  type Entry,
  namedBy,
  type Operation,
  type Result,
} from "../rules/operation";
import { asProblem } from "../rules/problem";
import { goOnFrom, isOffsetKnown, serverOffset } from "../storage/clock";
import { type Answer, contents, reconcileWith, refuse, rewrite } from "./outbox";
import { retimed } from "./retime";

/** As much as one request carries; the server takes 500. */
export const AT_ONCE = 100;

/** A `Date` tells only the second. */
const DATE_GRAIN = 1_000;

/** Brings operations to the server, one result for each, in their order; throws the `Problem` of the whole request. */
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
  request: Send,
  whenAnswered: () => Promise<void>,
): Promise<void> {
  let left = 0;
  do {
    const due = await correctedDue(person, request);
    await sendSome(person, due.slice(0, AT_ONCE), request);
    await whenAnswered();
    left = due.length - AT_ONCE;
  } while (left > 0);
}

/** In how many milliseconds the next of what is held may go; null where nothing waits. */
export async function untilDue(person: string): Promise<number | null> {
  const { entries } = await contents(person);
  if (mayGo(entries).length > 0) return 0;
  const waits = entries.map((entry) => deferredFor(entry)).filter((wait) => wait > 0);
  return waits.length > 0 ? Math.min(...waits) : null;
}

/** Nothing goes out with the time of a clock that was not compared with the server's. */
async function correctedDue(person: string, request: Send): Promise<Entry[]> {
  const waits = (await dueOf(person)).length > 0;
  if (waits && !isOffsetKnown()) await sendSome(person, [], request);
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
  const held = entries.filter((entry) => deferredFor(entry) > 0);
  return entries.filter(
    (entry) => !entry.refused && !held.some((no) => no === entry || isBefore(entry, no)),
  );
}

function isBefore({ operation }: Entry, { operation: no }: Entry): boolean {
  return operation.at <= no.at && namedBy(operation) === namedBy(no);
}

/** A request that is refused as a whole is halved until the one that is at fault stands alone. */
async function sendSome(person: string, entries: readonly Entry[], request: Send): Promise<void> {
  try {
    const { snapshot } = await contents(person);
    const operations = entries.map((entry) => entry.operation);
    const answer = await request(person, operations, snapshot?.cursor ?? null);
    await reconcileWith(person, entries, answer);
  } catch (thrown) {
    const problem = asProblem(thrown);
    const [only, ...others] = entries;
    if (!only || !NOT_ACCEPTABLE.includes(problem.status)) throw problem;
    if (others.length === 0) return refuse(only, problem.kind);
    const half = Math.ceil(entries.length / 2);
    await sendSome(person, entries.slice(0, half), request);
    await sendSome(person, entries.slice(half), request);
  }
}

/** As the server takes them: most together, the few that have a call of their own before them. */
export const request: Send = async (person, operations, since) => {
  const called = new Map<Operation, Result>();
  for (const operation of operations)
    if (isCall(operation)) called.set(operation, await call(operation));
  const synced = operations.filter((operation) => !isCall(operation));
  const body = { person, operations: synced, since };
  const { results, talks, cursor } = await answer(http.POST(PATHS.sync, { body })).then(
    having("results"),
  );
  const rest = results.values();
  const all = operations.map((each) => called.get(each) ?? (rest.next().value as Result));
  return { results: all, talks, cursor };
};

function isCall(operation: Operation): operation is CallOperation {
  return operation.op === "block" || operation.op === "show_card";
}

/** A call that the server will never take is a rejected operation like others. */
async function call(operation: CallOperation): Promise<Result> {
  const { talk } = operation;
  const at = { params: { path: { talk } } };
  try {
    if (operation.op === "block") await answer(http.POST(PATHS.talkBlock, { ...at, ...UNREAD }));
    else await answer(http.PUT(PATHS.talkCard, { ...at, body: { shown: operation.shown } }));
    return { talk, status: "applied" };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.status !== 404 && problem.status !== 422) throw problem;
    return { talk: null, status: "rejected", problem: problem.kind };
  }
}
