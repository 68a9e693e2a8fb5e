/** Sends what waits on the phone until the server has it all; nothing is lost, nothing blocks the rest. */
import { asProblem, type Problem } from "../api/problem";
import type { Entry, Operation } from "./operation";
import { isStill } from "./settling";
import { type Answer, contents, put, settle } from "./shelf";

/** As much as one request carries; the server takes 500. */
export const AT_ONCE = 100;

/** Brings operations to the server; throws the `Problem` of the whole request. */
export type Send = (
  person: string,
  operations: readonly Operation[],
  since: string | null,
) => Promise<Answer>;

/** Runs one sending at a time, over all tabs of the phone. */
export type OneByOne = (work: () => Promise<void>) => Promise<void>;

/** The request itself is not acceptable, whenever it is sent. */
const NOT_ACCEPTABLE = [400, 413, 422];

/**
 * Send all that waits, and take in the list; `whenSettled` runs after each answer.
 * Throws the `Problem` that stopped it: no network, busy, signed out. What waits then still does.
 */
export async function sendAll(
  person: string,
  send: Send,
  oneByOne: OneByOne,
  whenSettled: () => Promise<void>,
): Promise<void> {
  await oneByOne(async () => {
    let left = 0;
    do {
      const unsent = (await contents(person)).entries.filter((entry) => !entry.refused);
      await sendSome(person, unsent.slice(0, AT_ONCE), send);
      await whenSettled();
      left = unsent.length - AT_ONCE;
    } while (left > 0);
  });
}

/** A request that is refused as a whole is halved until the one that is at fault stands alone. */
async function sendSome(person: string, entries: readonly Entry[], send: Send): Promise<void> {
  try {
    const { told } = await contents(person);
    const operations = entries.map((entry) => entry.operation);
    await settle(person, entries, await send(person, operations, told?.cursor ?? null));
  } catch (thrown) {
    const problem = asProblem(thrown);
    const [only, ...others] = entries;
    if (!only || !NOT_ACCEPTABLE.includes(problem.status)) throw problem;
    if (others.length === 0) return refuse(only, problem);
    const half = Math.ceil(entries.length / 2);
    await sendSome(person, entries.slice(0, half), send);
    await sendSome(person, entries.slice(half), send);
  }
}

async function refuse(entry: Entry, { kind }: Problem): Promise<void> {
  const present = (await contents(entry.person)).entries;
  if (isStill(entry, present)) await put([{ ...entry, refused: kind }]);
}
