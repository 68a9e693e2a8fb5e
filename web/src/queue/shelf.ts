/** Where the queue lies on the phone: what waits, what the server last told, which badge was whom. */
import type { Talk } from "../api/types";
import { type Acquaintance, type Memory, memory, type Told } from "../idb";
import { type Entry, inOrder, type Result } from "./operation";
import { settled } from "./settling";

/** The answer is on the disk before the promise is kept: the phone may die a moment later. */
const DURABLE = { durability: "strict" } as const;

export interface Contents {
  entries: Entry[];
  /** The last list that the server told; undefined before the first. */
  told: Told | undefined;
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
  const look = (await memory()).transaction(["waiting", "told", "badges"]);
  const [entries, told, badges] = await Promise.all([
    look.objectStore("waiting").getAll(of(person)),
    look.objectStore("told").get(person),
    look.objectStore("badges").getAll(of(person)),
  ]);
  return { entries: inOrder(entries), told, badges };
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

/** Note a badge's hint; an empty one is forgotten. */
export async function putHint(person: string, badge: string, hint: string): Promise<void> {
  const writing = (await memory()).transaction("badges", "readwrite", DURABLE);
  const before = (await writing.store.get([person, badge])) ?? { person, badge };
  void writing.store.put({ ...before, hint: hint || undefined });
  await writing.done;
}

/** The server's own telling of a change: the list now is another than the cursor stood for. */
export async function change(person: string, by: (told: Talk[]) => Talk[]): Promise<void> {
  const writing = (await memory()).transaction("told", "readwrite");
  const before = (await writing.store.get(person)) ?? { person, talks: [], cursor: null };
  void writing.store.put({ person, talks: by(before.talks), cursor: null });
  await writing.done;
}

/** Take in an answer: what it settles no longer waits, in the same step in which its effect shows. */
export async function settle(
  person: string,
  sent: readonly Entry[],
  { results, talks, cursor }: Answer,
): Promise<void> {
  const writing = (await memory()).transaction(["waiting", "told", "badges"], "readwrite", DURABLE);
  const waiting = writing.objectStore("waiting");
  const { done, refused } = settled(await waiting.getAll(of(person)), sent, results);
  for (const { key } of done) void waiting.delete([person, key]);
  for (const entry of refused) void waiting.put(entry);
  const badges = writing.objectStore("badges");
  for (const one of met(person, sent, results)) void badges.put(one);
  const told = writing.objectStore("told");
  const before = await told.get(person);
  void told.put({ person, talks: talks ?? before?.talks ?? [], cursor } satisfies Told);
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
