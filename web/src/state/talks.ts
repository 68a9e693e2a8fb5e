/** My talks at the present event, and what I say about them. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Talk } from "../api/types";
import { now } from "../clock";
import { newId } from "../ids";
import { tell } from "./notice";
import { current, person } from "./session";
import { unsaid } from "./unsaid";

export const talks = signal<ReadonlyMap<string, Talk>>(new Map());
/** False until the list has come once for the present event. */
export const loaded = signal(false);
export const loadProblem = signal<Problem | null>(null);
/** The talk that I said yes to a moment ago; its page greets it. */
export const fresh = signal<string | null>(null);

const here = computed(() => current.value?.event.slug ?? null);

/** The talks of the present event, newest first. */
export const listed = computed(() =>
  [...talks.value.values()]
    .filter((talk) => talk.event === here.value && !unsaid.value.has(talk.id))
    .sort((a, b) => Date.parse(b.began_at) - Date.parse(a.began_at)),
);

/** Those whose holder waits for my yes. */
export const waitingForMe = computed(() =>
  listed.value.filter((talk) => talk.state === "waiting_for_you"),
);

/** Those that I said yes to. */
export const mine = computed(() => listed.value.filter((talk) => talk.state !== "waiting_for_you"));

const seat = computed(() => current.value?.participant_id ?? null);

effect(() => {
  seat.value;
  talks.value = new Map();
  loaded.value = false;
});

let loading: Promise<void> | null = null;
let stale = false;

/** Fetch the whole list; what changes while it is under way makes it fetch once more. */
export function reload(): Promise<void> {
  stale = true;
  loading ??= fetchUntilFresh().finally(() => {
    loading = null;
  });
  return loading;
}

async function fetchUntilFresh(): Promise<void> {
  while (stale && here.value) {
    stale = false;
    await fetchList(here.value);
  }
}

async function fetchList(event: string): Promise<void> {
  try {
    const list = await api.talks(event);
    if (event !== here.value) return;
    for (const talk of list) welcome(talk);
    talks.value = new Map(list.map((talk) => [talk.id, talk]));
    loaded.value = true;
    loadProblem.value = null;
  } catch (thrown) {
    loadProblem.value = asProblem(thrown);
  }
}

/** Take in a talk as the server now tells it. */
export function take(talk: Talk): void {
  stale = loading !== null;
  welcome(talk);
  talks.value = new Map(talks.value).set(talk.id, talk);
}

/** A talk that I no longer see. */
export function drop(id: string): void {
  stale = loading !== null;
  const rest = new Map(talks.value);
  rest.delete(id);
  talks.value = rest;
}

/** Fetch one talk that is not in the list (a link from a mail, another event). */
export async function fetchOne(id: string): Promise<void> {
  const talk = await api.talk(id);
  if (talk) take(talk);
}

/** "We talked" with the holder of a badge; answers the talk, and whether it was there already. */
export async function talkedWith(badge: string): Promise<{ id: string; known: boolean } | null> {
  const before = new Set(mine.value.map((talk) => talk.id));
  const talk = await api.scan({ id: newId(), badge, scanned_at: now() });
  if (!talk) return null;
  const known = before.has(talk.id);
  if (!known) fresh.value = talk.id;
  take(talk);
  return { id: talk.id, known };
}

/** A yes without a camera. */
export async function confirm(id: string): Promise<void> {
  const talk = await api.confirm(id, now());
  fresh.value = id;
  if (talk) take(talk);
  else await reload();
}

/** My no: to someone who waits, or taking back my yes. */
export async function withdraw(id: string): Promise<void> {
  await api.withdraw(id, now());
  drop(id);
}

export async function block(id: string): Promise<void> {
  await api.block(id);
  drop(id);
}

export async function showCard(id: string, shown: boolean): Promise<void> {
  const talk = await api.showCard(id, shown);
  if (talk) take(talk);
}

/** Tell what has newly happened to a talk, unless it is my own doing. */
function welcome(talk: Talk): void {
  const before = talks.value.get(talk.id);
  if (!loaded.value || before?.state === talk.state || talk.id === fresh.value) return;
  const name = talk.with.name ?? "";
  if (talk.state === "mutual") tell({ key: "notice.mutual", values: { name }, link: to(talk) });
  if (talk.state === "waiting_for_you" && !person.value?.quiet)
    tell({ key: "notice.waiting", values: { name }, link: to(talk) });
}

function to(talk: Talk): { href: string; key: "notice.look" } {
  return { href: `/talks/${talk.id}`, key: "notice.look" };
}
