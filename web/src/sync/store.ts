/** What this phone holds of whoever is signed in, as signals: the same in all tabs. */
import { batch, computed, signal } from "@preact/signals";
import type { Talk } from "../api/types";
import { shown as shownCode } from "../rules/code";
import { type Entry, inOrder } from "../rules/operation";
import { asProblem, NO_NETWORK, Problem } from "../rules/problem";
import { type Acquaintance, storing } from "../storage/idb";
import { onMessage, post, type Reached } from "./channel";
import { type LocalTalk, mergePending } from "./merge-pending";
import { type Contents, contents } from "./outbox";

/** Whose it is; null while nobody is signed in. */
export const owner = signal<string | null>(null);
export const entries = signal<readonly Entry[]>([]);
/** My talks as the server last told them. */
export const snapshot = signal<readonly Talk[]>([]);
/** Whether the list of talks has ever come for this person, today or on an earlier day. */
export const loaded = signal(false);
/** False once a request found no network, until one finds it again. */
export const online = signal(navigator.onLine);
/** What stopped the last try. */
export const problem = signal<Problem | null>(null);
/** How many tries have failed since the app was opened. */
export const failures = signal(0);
const hints = signal<ReadonlyMap<string, Acquaintance>>(new Map());

export const rejected = computed(() => entries.value.filter((entry) => entry.refused !== null));
export const pending = computed(() => entries.value.filter((entry) => entry.refused === null));

/** Which talk a badge's code has turned out to mean. */
export const known = computed(
  () =>
    new Map([...hints.value.values()].flatMap(({ badge, talk }) => (talk ? [[badge, talk]] : []))),
);

/** My talks with all that was said here since, by their ids; by the badge's code where there is none. */
export const talks = computed<ReadonlyMap<string, LocalTalk>>(() => {
  const merged = mergePending(snapshot.value, entries.value, known.value).map(named);
  return new Map(merged.map((talk) => [talk.id, talk]));
});

/** While nobody has told the name, my own hint stands for it, else the code. */
function named(talk: LocalTalk): LocalTalk {
  if (!talk.badge) return talk;
  const name = hintOf(talk.badge) || shownCode(talk.badge);
  return { ...talk, with: { ...talk.with, name, given_name: name } };
}

export function hintOf(badge: string): string {
  return hints.value.get(badge)?.hint ?? "";
}

let written = 0;

/** An entry that is on the disk now. */
export function add(entry: Entry): void {
  written += 1;
  entries.value = inOrder([...entries.value.filter((other) => other.key !== entry.key), entry]);
  post({ type: "changed" });
}

/** What the disk holds has changed. */
export async function changed(): Promise<void> {
  await reload();
  post({ type: "changed" });
}

/** Show what the disk holds; what was written while it was read is read again. */
export async function reload(): Promise<void> {
  const [id, at] = [owner.value, written];
  if (!id) return;
  const held = await storing(() => contents(id)).catch(asProblem);
  if (held instanceof Problem) problem.value = held;
  else if (at !== written) await reload();
  else if (id === owner.value) setContents(held);
}

/** Nothing of anybody. */
export function clear(): void {
  setContents({ entries: [], snapshot: undefined, badges: [] });
}

function setContents(held: Contents): void {
  batch(() => {
    entries.value = held.entries;
    snapshot.value = held.snapshot?.talks ?? [];
    loaded.value = held.snapshot !== undefined;
    hints.value = new Map(held.badges.map((hint) => [hint.badge, hint]));
  });
}

/** How a try went, for all tabs. */
export function publish(failed: Problem | null): void {
  note(failed);
  post({ type: "tried", failed: failed && { kind: failed.kind, status: failed.status } });
}

function note(failed: Reached | null): void {
  batch(() => {
    problem.value = failed && new Problem(failed.kind, failed.status);
    if (failed) failures.value += 1;
    if (!failed) online.value = true;
    else if (failed.kind === NO_NETWORK) online.value = false;
  });
}

/** From now on tell what other tabs do. */
export function hearTabs(): void {
  onMessage((message) => {
    if (message.type === "changed") void reload();
    if (message.type === "tried") note(message.failed);
  });
}
