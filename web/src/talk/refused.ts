/** What the server would not take: it stays until it is mended or thrown away. */
import { computed } from "@preact/signals";
import { readTyped, shown as shownCode } from "../rules/code";
import { newId } from "../rules/ids";
import {
  type Entry,
  entries,
  keyOf,
  type LocalTalk,
  namedBy,
  type Operation,
  rejected,
  replace,
} from "../sync";
import { talkAt } from "./talks";

/** All that was refused on one talk, or with one badge. */
export interface Refusal {
  /** The talk's id, or the badge's code. */
  name: string;
  talk: LocalTalk | undefined;
  reason: string;
  entries: Entry[];
}

export const refusals = computed<Refusal[]>(() => {
  const names = [...new Set(rejected.value.map(nameOf))].filter((name) => !isHeldBack(name));
  return names.map((name) => {
    const own = rejected.value.filter((entry) => nameOf(entry) === name);
    return { name, talk: talkAt(name), reason: reasonOf(own), entries: own };
  });
});

/** My no to it can still be undone. */
function isHeldBack(name: string): boolean {
  return entries.value.some((entry) => entry.notBefore !== undefined && nameOf(entry) === name);
}

/** My yes first: what else is refused hangs on it. */
function reasonOf(own: readonly Entry[]): string {
  const [entry] = [...own].sort((a, b) => rank(a.operation) - rank(b.operation));
  return entry?.refused ?? "";
}

function rank({ op }: Operation): number {
  return op === "scan" || op === "confirm" ? 0 : 1;
}

/** How the person it is about can be called: by name, else by the code. */
export function calledBy({ name, talk }: Refusal): string {
  return talk?.with.name ?? (readTyped(name) ? shownCode(name) : "");
}

/** What I wrote in it, if it is a note. */
export function wordsOf({ operation }: Entry): string | null {
  return "text" in operation ? operation.text : null;
}

/** The code was wrong: all that was said of this badge belongs to another one. */
export async function mend(badge: string, right: string): Promise<void> {
  const old = entries.value.filter((entry) => nameOf(entry) === badge);
  await replace(
    old,
    old.map((entry) => withBadge(entry, right)),
  );
}

export async function tryAgain({ entries: own }: Refusal): Promise<void> {
  await replace(
    own,
    own.map((entry) => ({ ...entry, refused: null })),
  );
}

/** Throw it away, with what can go nowhere without it; answers how to get it back. */
export async function throwAway({ name, entries: own }: Refusal): Promise<() => Promise<void>> {
  const isScan = own.some(({ operation }) => operation.op === "scan");
  const old = isScan ? entries.value.filter((entry) => nameOf(entry) === name) : own;
  await replace(old, []);
  return () => replace([], old);
}

function nameOf({ operation }: Entry): string {
  return namedBy(operation);
}

function withBadge(entry: Entry, badge: string): Entry {
  if (!("badge" in entry.operation)) return entry;
  const moved = { ...entry.operation, badge };
  const operation = moved.op === "scan" ? { ...moved, id: newId() } : moved;
  return { ...entry, operation, key: keyOf(operation), refused: null };
}
