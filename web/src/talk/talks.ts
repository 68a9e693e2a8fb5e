/** My talks at the present event, and my yes to them. */
import { computed, effect, signal } from "@preact/signals";
import type { Talk } from "../api/types";
import { problemKey, t } from "../i18n/text";
import { showNotice } from "../page/notice";
import { go, hasLeft } from "../page/route";
import { readTyped } from "../rules/code";
import { newId } from "../rules/ids";
import { asProblem, Problem } from "../rules/problem";
import { here, isMine, person } from "../sign-in/session";
import { now } from "../storage/clock";
import {
  type Entry,
  entries,
  known,
  type LocalTalk,
  loaded,
  record,
  replace,
  type Target,
  talks,
  tried,
} from "../sync";
import { enough } from "./enough";

/** How long the name of someone just scanned is waited for. */
const PATIENCE = 1_500;
const VIBRATION = 60;

/** The talk that I said yes to a moment ago; its page greets it. */
export const fresh = signal<string | null>(null);

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
 * "We talked", said by a badge's code: from the camera, typed, or at the badge's own address. Shows
 * the talk in place of the view it was said in; whoever has left that view meanwhile stays where
 * they are, and gets a line. Throws the `Problem` for which the server refused it.
 */
export async function recordScan(code: string): Promise<void> {
  if (isMine(code)) throw new Problem("own-badge");
  const left = hasLeft();
  const talk = await recordTalk(code).catch((thrown: unknown) => {
    if (!left()) throw thrown;
    showNotice({ key: problemKey(asProblem(thrown)) });
  });
  if (!talk) return;
  navigator.vibrate?.(VIBRATION);
  if (left()) return showRecorded(talk.id);
  go(`/talks/${talk.id}`, { replace: true });
  if (talk.known) showNotice({ key: "already-there" });
}

function showRecorded(id: string): void {
  const name = talkAt(id)?.with.name ?? "";
  const link = { href: `/talks/${id}`, key: "notice.look" } as const;
  showNotice({ key: "noted", values: { name }, link });
}

/** Kept, and sent while there is a network. Answers where the talk stands, and whether it was there already. */
async function recordTalk(badge: string): Promise<{ id: string; known: boolean }> {
  const before = talkAt(badge);
  if (before && before.state !== "waiting_for_you") return { id: before.id, known: true };
  const known = new Set(mine.value.map((talk) => talk.id));
  const entry = await record({ op: "scan", id: newId(), badge, at: now() }, { event: here.peek() });
  await Promise.race([tried(entry), new Promise((wake) => setTimeout(wake, PATIENCE))]);
  await throwIfRefused(entry);
  const id = talkAt(badge)?.id ?? badge;
  if (!known.has(id)) fresh.value = id;
  return { id, known: known.has(id) };
}

/** What is refused at once is told at once, and not kept. */
async function throwIfRefused({ key }: Entry): Promise<void> {
  const entry = entries.value.find((each) => each.key === key);
  if (!entry?.refused) return;
  await replace([entry], []);
  throw new Problem(entry.refused);
}

/** A yes without a camera. */
export async function confirm(id: string): Promise<void> {
  fresh.value = id;
  await record({ op: "confirm", ...target(id), at: now() }, { event: here.peek() });
}

export async function showCard(id: string, shown: boolean): Promise<void> {
  await record({ op: "show_card", talk: id, shown, at: now() }, { event: here.peek() });
}

/** Tell what newly happens to my talks, from now on. */
export function watchTalks(): void {
  let before: ReadonlyMap<string, LocalTalk> | null = null;
  effect(() => {
    const present = loaded.value ? talks.value : null;
    for (const talk of present?.values() ?? []) if (before) tellNews(talk, before.get(talk.id));
    before = present;
  });
}

/** What I did myself is no news. */
function tellNews(talk: LocalTalk, before: LocalTalk | undefined): void {
  if (enough.peek()) return;
  const name = talk.with.name ?? "";
  const link = { href: `/talks/${talk.id}`, key: "notice.look" } as const;
  if (talk.state === "mutual" && before?.state === "waiting_for_them" && fresh.peek() !== talk.id)
    showNotice({ key: "notice.mutual", values: { name }, link });
  if (talk.state === "waiting_for_you" && !before && !person.peek()?.quiet)
    showNotice({ key: "notice.waiting", values: { name }, link });
}

/** How the other one of a talk is called on the screen. */
export function nameOf({ with: other }: Talk): string {
  return other.name ?? t("someone");
}

export function givenNameOf({ with: other }: Talk): string {
  return other.given_name ?? t("someone");
}
