/**
 * What is said on this phone: on its disk first, shown at once, sent by one tab for all when it can be.
 * The door of this folder: what else is in it concerns nobody outside.
 */
import { effect } from "@preact/signals";
import { type Entry, keyOf, type Operation } from "../rules/operation";
import { asProblem, Problem } from "../rules/problem";
import { isOffsetKnown } from "../storage/clock";
import { storing } from "../storage/idb";
import { post } from "./channel";
import * as outbox from "./outbox";
import type { Haste } from "./schedule";
import * as store from "./store";

export {
  type Deletion,
  type Entry,
  keyOf,
  namedBy,
  type Operation,
  type PromiseNote,
  type QuestionNote,
  type Target,
} from "../rules/operation";
export type { LocalTalk, Mark, NotedPromise, NotedQuestion } from "./merge-pending";
export { answerTo, erase, holdsWords } from "./outbox";
export {
  entries,
  hintOf,
  known,
  loaded,
  online,
  pending,
  problem,
  rejected,
  snapshot,
  talks,
} from "./store";

type EngineModule = typeof import("./engine");

/** What speaks with the server; it comes after the first look. */
let engine: InstanceType<EngineModule["Engine"]> | null = null;
let load: (part: () => Promise<EngineModule>) => Promise<EngineModule> = (part) => part();
const PAUSE = 5_000;
let again: ReturnType<typeof setTimeout> | undefined;

/** Hold what belongs to this person, and send and hear while the app is shown. */
export async function start(person: string): Promise<void> {
  if (store.owner.peek() !== person) await stop();
  store.owner.value = person;
  post({ type: "present", person });
  await store.reload();
  if (store.owner.peek() !== person) return;
  await bring();
}

/** Where it does not come, that is told, and tried again. */
async function bring(): Promise<void> {
  try {
    const { Engine } = await load(() => import("./engine"));
    engine ??= new Engine();
  } catch (thrown) {
    store.publish(asProblem(thrown));
    clearTimeout(again);
    again = setTimeout(() => void bring(), PAUSE * (1 + Math.random()));
    return;
  }
  if (store.owner.peek()) engine.start();
}

/** Whoever was signed in leaves behind what waits, and nothing else. */
export async function stop(): Promise<void> {
  const left = store.owner.peek();
  store.owner.value = null;
  store.clear();
  const stopped = engine?.stop();
  if (left) await forget(left);
  if (left) void stopped?.then(() => forget(left));
}

/** An answer that was under way may have come since. */
async function forget(person: string): Promise<void> {
  if (store.owner.peek() !== person) await outbox.forget(person);
}

/**
 * Follow what the browser tells of the network, of this tab, and of the others; once. `bring` loads a
 * part of the app, and throws the `Problem` for which it does not come.
 */
export function watchBrowser(bring: typeof load): void {
  load = bring;
  store.hearTabs();
  addEventListener("online", comeBack);
  addEventListener("offline", () => (store.online.value = false));
  addEventListener("pageshow", (event) => (event as PageTransitionEvent).persisted && comeBack());
  document.addEventListener("visibilitychange", () => (isShown() ? comeBack() : void goAway()));
}

/** Record what was said; resolves once it would survive a power cut. Throws what `storing` does. */
export async function record(
  operation: Operation,
  how: { event?: string | null; haste?: Haste } = {},
): Promise<Entry> {
  const person = store.owner.value;
  if (!person) throw new Problem("signed-out", 401);
  const haste = how.haste ?? "now";
  const entry: Entry = {
    person,
    key: keyOf(operation),
    event: how.event ?? null,
    operation,
    refused: null,
    ...(haste === "deferred" && { notBefore: Date.now() + LEASE }),
    ...(!isOffsetKnown() && { uncorrected: Date.now() }),
  };
  await storing(() => outbox.put([entry]));
  store.add(entry);
  want(haste);
  return entry;
}

/** Replace entries by others, or by nothing. */
export async function replace(old: readonly Entry[], by: readonly Entry[]): Promise<void> {
  await storing(() => outbox.replace(old, by));
  await store.changed();
  want("now");
}

/** Who was that? The answer stays on this phone. */
export async function setHint(badge: string, hint: string): Promise<void> {
  const person = store.owner.value;
  if (!person) return;
  await storing(() => outbox.putHint(person, badge, hint));
  await store.changed();
}

/** Resolves once this is sent or refused, or a try to send has failed. */
export function tried({ key }: Entry): Promise<void> {
  const before = store.failures.peek();
  return new Promise((done) => {
    const stopLooking = effect(() => {
      const waits = store.pending.value.some((entry) => entry.key === key);
      if (waits && store.failures.value === before) return;
      queueMicrotask(() => stopLooking());
      done();
    });
  });
}

/** Try again now: somebody waits for it. */
export function retry(): void {
  want("now");
}

/** How long the hold of a tab that died lasts, and how often a living one renews it. */
const LEASE = 10_000;
const RENEWAL = 3_000;

/** Something said that is not sent while it can be taken back. */
export interface Deferred {
  /** Take it back; answers whether it was in time. */
  cancel(): Promise<boolean>;
  /** Let it be sent. */
  commit(): Promise<void>;
}

/** What this tab holds: to be let go when the app is left. */
const deferred = new Set<() => Promise<void>>();

/** Record something that can be taken back; `whenOver` runs once it no longer can, whoever did that. */
export async function defer(
  operation: Operation,
  how: { event?: string | null },
  whenOver: () => void,
): Promise<Deferred> {
  const entry = await record(operation, { ...how, haste: "deferred" });
  const renewal = setInterval(() => void renew(), RENEWAL);
  deferred.add(commitAtOnce);
  function stopRenewing() {
    clearInterval(renewal);
    deferred.delete(commitAtOnce);
  }
  async function renew() {
    if (await outbox.defer(entry, Date.now() + LEASE)) return;
    stopRenewing();
    whenOver();
  }
  async function commitAtOnce() {
    whenOver();
    await commit();
  }
  async function commit() {
    stopRenewing();
    if (!(await storing(() => outbox.commit(entry)))) return;
    await store.changed();
    want("now");
  }
  async function cancel() {
    stopRenewing();
    const inTime = await storing(() => outbox.cancel(entry));
    await store.changed();
    return inTime;
  }
  return { cancel, commit };
}

function want(haste: Haste): void {
  engine?.want(haste);
}

/** With a network again, or looked at again. */
function comeBack(): void {
  if (!store.owner.peek()) return;
  void store.reload();
  if (engine) engine.comeBack();
  else void bring();
}

/** What could be taken back here is said, and sent. */
async function goAway(): Promise<void> {
  await Promise.allSettled([...deferred].map((commitAtOnce) => commitAtOnce()));
  await engine?.goAway();
}

function isShown(): boolean {
  return document.visibilityState === "visible";
}
