/** My talks at the present event, and my yes to them. */
import { computed, effect, signal } from "@preact/signals";
import { tell } from "../page/notice";
import { readTyped } from "../rules/code";
import { newId } from "../rules/ids";
import { Problem } from "../rules/problem";
import { say } from "../sign-in/phone";
import { current, person } from "../sign-in/session";
import { now } from "../storage/clock";
import {
  type Entry,
  entries,
  known,
  type LocalTalk,
  loaded,
  replace,
  type Target,
  talks,
  tried,
} from "../sync";
import { enough } from "./enough";

/** How long the name of someone just scanned is waited for. */
const PATIENCE = 1_500;

/** The talk that I said yes to a moment ago; its page greets it. */
export const fresh = signal<string | null>(null);

const here = computed(() => current.value?.event.slug ?? null);

/** The talks of the present event, newest first. */
export const listed = computed(() =>
  [...talks.value.values()]
    .filter((talk) => talk.event === here.value)
    .sort((a, b) => Date.parse(b.began_at) - Date.parse(a.began_at)),
);

/** Those whose holder waits for my yes. */
export const waitingForMe = computed(() =>
  listed.value.filter((talk) => talk.state === "waiting_for_you"),
);

/** Those that I said yes to. */
export const mine = computed(() => listed.value.filter((talk) => talk.state !== "waiting_for_you"));

/** The talk with this id, or with the holder of the badge of this code. */
export function talkAt(name: string): LocalTalk | undefined {
  return talks.value.get(known.value.get(name) ?? name);
}

/** Whether it is the talk I said yes to a moment ago. */
export function isFreshAt(name: string): boolean {
  return fresh.value !== null && talkAt(fresh.value)?.id === talkAt(name)?.id;
}

/** How a talk is named to the server: by its id, once there is one. */
export function target(name: string): Target {
  const id = known.value.get(name) ?? name;
  return readTyped(id) ? { badge: id } : { talk: id };
}

/**
 * "We talked" with the holder of a badge: kept, and sent while there is a network. Answers where the
 * talk stands, and whether it was there already; throws the `Problem` for which the server refused it.
 */
export async function talkedWith(badge: string): Promise<{ id: string; known: boolean }> {
  const before = talkAt(badge);
  if (before && before.state !== "waiting_for_you") return { id: before.id, known: true };
  const had = new Set(mine.value.map((talk) => talk.id));
  const entry = await say({ op: "scan", id: newId(), badge, at: now() });
  await Promise.race([tried(entry), new Promise((wake) => setTimeout(wake, PATIENCE))]);
  await throwIfRefused(entry);
  const id = talkAt(badge)?.id ?? badge;
  if (!had.has(id)) fresh.value = id;
  return { id, known: had.has(id) };
}

/** What is refused at once is told at once, and not kept. */
async function throwIfRefused({ key }: Entry): Promise<void> {
  const entry = entries.value.find((one) => one.key === key);
  if (!entry?.refused) return;
  await replace([entry], []);
  throw new Problem(entry.refused);
}

/** A yes without a camera. */
export async function confirm(id: string): Promise<void> {
  fresh.value = id;
  await say({ op: "confirm", ...target(id), at: now() });
}

export async function showCard(id: string, shown: boolean): Promise<void> {
  await say({ op: "show_card", talk: id, shown, at: now() });
}

let seen: ReadonlyMap<string, LocalTalk> | null = null;

effect(() => {
  const before = seen;
  seen = loaded.value ? talks.value : null;
  for (const talk of seen?.values() ?? []) if (before) welcome(talk, before.get(talk.id));
});

/** Tell what has newly happened to a talk; what I did myself is no news. */
function welcome(talk: LocalTalk, before: LocalTalk | undefined): void {
  if (enough.peek()) return;
  const name = talk.with.name ?? "";
  const link = { href: `/talks/${talk.id}`, key: "notice.look" } as const;
  if (talk.state === "mutual" && before?.state === "waiting_for_them" && fresh.peek() !== talk.id)
    tell({ key: "notice.mutual", values: { name }, link });
  if (talk.state === "waiting_for_you" && !before && !person.peek()?.quiet)
    tell({ key: "notice.waiting", values: { name }, link });
}
