/** What the phone's disk holds: what waits to be sent, what the server last told, which badge was whom. */
import type { Talk } from "../api/types";
import { deferredFor, type Entry, inOrder, type Result } from "../rules/operation";
import { type Acquaintance, type Memory, memory, type Snapshot } from "../storage/idb";
import { isStill, reconcile } from "./reconcile";

/** The answer is on the disk before the promise is kept: the phone may die a moment later. */
const DURABLE = { durability: "strict" } as const;

export interface Contents {
  entries: Entry[];
  /** The last list that the server told; undefined before the first. */
  snapshot: Snapshot | undefined;
  badges: Acquaintance[];
}

export interface Answer {
  results: Result[];
  /** All talks, or null when they equal what the cursor stood for. */
  talks: Talk[] | null;
  cursor: string;
}

/** Everything that the phone holds of one person. */
export async function contents(person: string): Promise<Contents> {
  const reading = (await memory()).transaction(["waiting", "told", "badges"]);
  const [entries, snapshot, badges] = await Promise.all([
    reading.objectStore("waiting").getAll(of(person)),
    reading.objectStore("told").get(person),
    reading.objectStore("badges").getAll(of(person)),
  ]);
  return { entries: inOrder(entries), snapshot, badges };
}

/** Whether anybody's words wait on this phone. */
export async function holdsWords(): Promise<boolean> {
  return (await (await memory()).count("waiting")) > 0;
}

/** Resolves once they would survive a power cut. */
export async function put(entries: readonly Entry[]): Promise<void> {
  const writing = (await memory()).transaction("waiting", "readwrite", DURABLE);
  await Promise.all([...entries.map((entry) => writing.store.put(entry)), writing.done]);
}

/** Replace some entries by others, all or none. */
export async function replace(old: readonly Entry[], by: readonly Entry[]): Promise<void> {
  const writing = (await memory()).transaction("waiting", "readwrite", DURABLE);
  for (const { person, key } of old) void writing.store.delete([person, key]);
  for (const entry of by) void writing.store.put(entry);
  await writing.done;
}

/** Defer it longer; answers whether it still was deferred. */
export function defer(entry: Entry, notBefore: number): Promise<boolean> {
  return change(entry, (held) => (deferredFor(held) > 0 ? { ...held, notBefore } : null));
}

/** Let it be sent. */
export function commit(entry: Entry): Promise<boolean> {
  return change(entry, ({ notBefore: _, ...due }) => due);
}

/** Change an entry that is still there; answers whether there was something to change. */
async function change(
  { person, key }: Entry,
  by: (present: Entry) => Entry | null,
): Promise<boolean> {
  const writing = (await memory()).transaction("waiting", "readwrite", DURABLE);
  const present = await writing.store.get([person, key]);
  const changed = present && by(present);
  if (changed) void writing.store.put(changed);
  await writing.done;
  return Boolean(changed);
}

/** Take back what is still held; answers whether it was. */
export async function cancel(entry: Entry): Promise<boolean> {
  const writing = (await memory()).transaction("waiting", "readwrite", DURABLE);
  const present = await writing.store.get([entry.person, entry.key]);
  const held = present !== undefined && deferredFor(present) > 0;
  if (held) void writing.store.delete([entry.person, entry.key]);
  await writing.done;
  return held;
}

/** Write those anew that `by` answers, of all that waits in the order said. */
export async function rewrite(
  person: string,
  by: (waiting: readonly Entry[]) => Entry[],
): Promise<void> {
  const writing = (await memory()).transaction("waiting", "readwrite", DURABLE);
  const waiting = inOrder(await writing.store.getAll(of(person)));
  for (const entry of by(waiting)) void writing.store.put(entry);
  await writing.done;
}

/** Mark as refused what is still as it was sent. */
export async function refuse(entry: Entry, refused: string): Promise<void> {
  await change(entry, (present) => (isStill(entry, [present]) ? { ...present, refused } : null));
}

/** Note a badge's hint; an empty one is forgotten. */
export async function putHint(person: string, badge: string, hint: string): Promise<void> {
  const writing = (await memory()).transaction("badges", "readwrite", DURABLE);
  const before = (await writing.store.get([person, badge])) ?? { person, badge };
  void writing.store.put({ ...before, hint: hint || undefined });
  await writing.done;
}

/** The server's own telling of a change: the list now is another than the cursor stood for. */
export async function changeSnapshot(person: string, by: (talks: Talk[]) => Talk[]): Promise<void> {
  const writing = (await memory()).transaction("told", "readwrite");
  const before = (await writing.store.get(person)) ?? { person, talks: [], cursor: null };
  void writing.store.put({ person, talks: by(before.talks), cursor: null });
  await writing.done;
}

/** Take in an answer: what it settles no longer waits, in the same step in which its effect shows. */
export async function reconcileWith(
  person: string,
  sent: readonly Entry[],
  { results, talks, cursor }: Answer,
): Promise<void> {
  const writing = (await memory()).transaction(["waiting", "told", "badges"], "readwrite", DURABLE);
  const waiting = writing.objectStore("waiting");
  const { done, refused } = reconcile(await waiting.getAll(of(person)), sent, results);
  for (const { key } of done) void waiting.delete([person, key]);
  for (const entry of refused) void waiting.put(entry);
  const badges = writing.objectStore("badges");
  for (const badge of met(person, sent, results)) void badges.put(badge);
  const snapshots = writing.objectStore("told");
  const before = await snapshots.get(person);
  void snapshots.put({ person, talks: talks ?? before?.talks ?? [], cursor } satisfies Snapshot);
  await writing.done;
}

/** What the phone keeps of a person who is no longer signed in here: only what still waits. */
export async function forget(person: string): Promise<void> {
  const writing = (await memory()).transaction(["told", "answers"], "readwrite");
  void writing.objectStore("told").delete(person);
  void writing.objectStore("answers").delete(answersTo(person));
  await writing.done;
}

/** How the answers to a person are named. */
export function answerTo(person: string, name: string): string {
  return `${person} ${name}`;
}

function answersTo(person: string): IDBKeyRange {
  return IDBKeyRange.bound(answerTo(person, ""), answerTo(person, "\uffff"));
}

/** All of a person who has left for good. */
export async function erase(person: string): Promise<void> {
  const stores = ["waiting", "told", "badges", "answers"] as const satisfies (keyof Memory)[];
  const writing = (await memory()).transaction(stores, "readwrite");
  void writing.objectStore("waiting").delete(of(person));
  void writing.objectStore("badges").delete(of(person));
  void writing.objectStore("told").delete(person);
  void writing.objectStore("answers").delete(answersTo(person));
  await writing.done;
}

function of(person: string): IDBKeyRange {
  return IDBKeyRange.bound([person], [person, []]);
}

/** Which badge turned out to mean which talk; the hint has then done its work. */
function met(person: string, sent: readonly Entry[], results: readonly Result[]): Acquaintance[] {
  return sent.flatMap(({ operation }, place) => {
    const talk = results[place]?.talk;
    return talk && "badge" in operation ? [{ person, badge: operation.badge, talk }] : [];
  });
}
