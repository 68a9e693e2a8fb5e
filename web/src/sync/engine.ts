/** Speaks with the server, in the tab that leads: it hears what changes, sends what waits, and takes in the list. */

import type { Talk } from "../api/types";
import { asProblem } from "../rules/problem";
import { storing } from "../storage/idb";
import { type Message, onMessage, post } from "./channel";
import { drain, untilDue } from "./drain";
import { Leader } from "./leader";
import { listen } from "./live";
import * as outbox from "./outbox";
import { type Haste, Schedule } from "./schedule";
import * as store from "./store";
import { send } from "./transport";

const schedule = new Schedule({
  sync: syncOnce,
  untilDue: async () => (store.owner.peek() ? untilDue(store.owner.peek() as string) : null),
  listen: (hello, retry, left) => listen({ hello, retry, talk: take, gone: drop }, left),
  tried: store.publish,
});
const leader = new Leader(onElected, () => schedule.stop());

onMessage((message) => {
  if (leader.isLeading) hear(message);
});

function hear(message: Message): void {
  if (message.type === "wanted") schedule.want(message.haste);
  if (message.type === "present" && message.person !== store.owner.peek()) schedule.want("now");
}

/** Somebody is signed in. */
export function start(): void {
  if (leader.isLeading) schedule.wake();
  else if (isShown()) leader.campaign();
}

/** Nobody is signed in any more; resolves when nothing is under way. */
export async function stop(): Promise<void> {
  leader.resign();
  await schedule.stop();
}

/** Something waits: whoever leads sends. */
export function want(haste: Haste): void {
  if (leader.isLeading) schedule.want(haste);
  else post({ type: "wanted", haste });
}

async function syncOnce(): Promise<void> {
  const person = store.owner.peek();
  if (!person) return;
  const heard = new Map<string, Talk | null>();
  heardMeanwhile = heard;
  await drain(person, send, store.changed).finally(() => {
    heardMeanwhile = null;
  });
  if ([...heard].some(([id, talk]) => !isAsHeard(id, talk))) schedule.syncAgain();
}

/** What the stream told while an answer was under way; null: gone. */
let heardMeanwhile: Map<string, Talk | null> | null = null;

function isAsHeard(id: string, heard: Talk | null): boolean {
  const answered = store.snapshot.peek().find((talk) => talk.id === id) ?? null;
  return JSON.stringify(answered) === JSON.stringify(heard);
}

/** Take in a talk as the server now tells it. */
function take(talk: Talk): void {
  void change(talk.id, talk);
}

/** A talk that I no longer see. */
function drop(id: string): void {
  void change(id, null);
}

async function change(id: string, talk: Talk | null): Promise<void> {
  const person = store.owner.peek();
  if (!person) return;
  heardMeanwhile?.set(id, talk);
  const by = (talks: Talk[]) => [...talks.filter((one) => one.id !== id), ...(talk ? [talk] : [])];
  await storing(() => outbox.changeSnapshot(person, by)).then(store.changed, (thrown: unknown) =>
    store.publish(asProblem(thrown)),
  );
}

function onElected(): void {
  if (!store.owner.peek()) leader.resign();
  else if (isShown()) schedule.wake();
  else void schedule.finish().then(() => leader.resign());
}

/** With a network again, a hidden tab too sends what waits there. */
export function comeBack(): void {
  if (leader.isLeading && isShown()) schedule.wake();
  else if (isShown() || store.pending.peek().length > 0) leader.campaign();
}

/** Hidden, a tab holds no stream; what waits is sent before. */
export async function goAway(): Promise<void> {
  if (!leader.isLeading) return leader.resign();
  await schedule.finish();
  if (!isShown()) leader.resign();
  else schedule.wake();
}

function isShown(): boolean {
  return document.visibilityState === "visible";
}
