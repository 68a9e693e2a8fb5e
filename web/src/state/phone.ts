/** What this phone holds of whoever is signed in, and the sending of what waits. */
import { batch, computed, effect, signal } from "@preact/signals";
import { asProblem, NO_NETWORK, Problem } from "../api/problem";
import type { Talk } from "../api/types";
import { type Acquaintance, storing } from "../idb";
import { type Entry, inOrder, keyOf, type Operation } from "../queue/operation";
import { sendAll } from "../queue/queue";
import * as shelf from "../queue/shelf";
import { send } from "./sending";
import { current, person, start } from "./session";
import { oneByOne, tellTabs, whenTold } from "./tabs";

/** Growing pauses between tries, in milliseconds; the crowd does not come back in one step. */
const PAUSES = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000];
/** While someone types, each letter is kept, and the sentence is sent. */
const TYPING_PAUSE = 1_500;

export const entries = signal<readonly Entry[]>([]);
export const told = signal<readonly Talk[]>([]);
export const badges = signal<ReadonlyMap<string, Acquaintance>>(new Map());
/** Whether the list of talks has ever come for this person, today or on an earlier day. */
export const loaded = signal(false);
/** False once a request found no network, until one finds it again. */
export const reachable = signal(navigator.onLine);
/** What stopped the last sending. */
export const sendProblem = signal<Problem | null>(null);

/** Whether words of somebody who is not signed in here wait on this phone. */
export const othersWait = signal(false);

export const refused = computed(() => entries.value.filter((entry) => entry.refused !== null));
export const unsent = computed(() => entries.value.filter((entry) => entry.refused === null));

const owner = computed(() => person.value?.id ?? null);
let before: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let keptSoFar = 0;

/** From now on hold what belongs to the person signed in, and send when there may be a network. */
export function attend(): void {
  effect(() => void changeOwner(owner.value));
  whenTold(() => void look());
  addEventListener("online", () => void sync());
  addEventListener("offline", () => (reachable.value = false));
  addEventListener("pageshow", () => void sync());
  document.addEventListener("visibilitychange", () => void sync());
}

/** Whoever is no longer signed in here leaves behind what waits, and nothing else. */
async function changeOwner(id: string | null): Promise<void> {
  const left = before;
  before = id;
  show({ entries: [], told: undefined, badges: [] });
  if (left && left !== id) await shelf.forget(left);
  othersWait.value = !id && (await shelf.holdsWords().catch(() => false));
  if (!id) return;
  await look();
  await sync();
}

/** Keep what was said; resolves once it would survive a power cut. Throws what `storing` does. */
export async function keep(operation: Operation, how: { typing?: boolean } = {}): Promise<Entry> {
  const id = owner.value;
  if (!id) throw new Problem("signed-out", 401);
  const event = current.value?.event.slug ?? null;
  const entry = { person: id, key: keyOf(operation), event, operation, refused: null };
  await storing(() => shelf.put([entry]));
  keptSoFar += 1;
  const others = entries.value.filter((one) => one.key !== entry.key);
  entries.value = inOrder([...others, entry]);
  tellTabs();
  sendIn(how.typing ? TYPING_PAUSE : 0);
  return entry;
}

/** Replace entries by others, or by nothing. */
export async function exchange(old: readonly Entry[], by: readonly Entry[]): Promise<void> {
  await storing(() => shelf.replace(old, by));
  await look();
  tellTabs();
  sendIn(0);
}

export function hintOf(badge: string): string {
  return badges.value.get(badge)?.hint ?? "";
}

/** Who was that? The answer stays on this phone. */
export async function keepHint(badge: string, hint: string): Promise<void> {
  const id = owner.value;
  if (!id) return;
  await storing(() => shelf.putHint(id, badge, hint));
  await look();
}

/** What the server tells by itself. */
export async function changeTold(by: (talks: Talk[]) => Talk[]): Promise<void> {
  const id = owner.value;
  if (!id) return;
  told.value = by([...told.value]);
  stale = running !== null;
  await storing(() => shelf.change(id, by)).catch((thrown) => stopped(asProblem(thrown)));
  tellTabs();
}

let running: Promise<void> | null = null;
let stale = false;

/** Send what waits and take in the list; whoever asks meanwhile makes it run once more. */
export function sync(): Promise<void> {
  stale = true;
  running ??= sendUntilFresh().finally(() => {
    running = null;
  });
  return running;
}

async function sendUntilFresh(): Promise<void> {
  while (stale && owner.value) {
    stale = false;
    await sendOnce(owner.value);
  }
}

async function sendOnce(id: string): Promise<void> {
  clearTimeout(timer);
  try {
    await sendAll(id, send, oneByOne, settled);
    failures = 0;
    reachable.value = true;
    sendProblem.value = null;
  } catch (thrown) {
    stale = false;
    stopped(asProblem(thrown));
  }
}

async function settled(): Promise<void> {
  reachable.value = true;
  await look();
  tellTabs();
}

function stopped(problem: Problem): void {
  sendProblem.value = problem;
  if (problem.kind === NO_NETWORK) reachable.value = false;
  if (problem.kind === "other-person") void start();
  if (problem.status === 401) return;
  const pause = PAUSES[Math.min(failures++, PAUSES.length - 1)] ?? 0;
  sendIn(Math.max(pause * (0.75 + Math.random() / 2), problem.retryAfter * 1_000));
}

function sendIn(milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sync(), milliseconds);
}

/** Show what the phone holds now; what was kept while it was read is read again. */
async function look(): Promise<void> {
  const [id, at] = [owner.value, keptSoFar];
  if (!id) return;
  const held = await storing(() => shelf.contents(id)).catch(asProblem);
  if (held instanceof Problem) sendProblem.value = held;
  else if (at !== keptSoFar) await look();
  else if (id === owner.value) show(held);
}

function show(held: shelf.Contents): void {
  batch(() => {
    entries.value = held.entries;
    told.value = held.told?.talks ?? [];
    loaded.value = held.told !== undefined;
    badges.value = new Map(held.badges.map((one) => [one.badge, one]));
  });
}
