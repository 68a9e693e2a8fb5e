/** The people of an event: those found so far, one of them, and what is done about them. */
import { signal } from "@preact/signals";
import { Problem } from "../../rules/problem";
import { people as calls, MOST } from "../api/people";
import { named, timesToAdd } from "../rules/person-form";
import type { Holder, Participant, ParticipantChange } from "../types";
import { eventAt, lookAtSteps } from "./event";

export interface Found {
  slug: string;
  words: string;
  people: Participant[];
  /** Where the next part begins; null at the end. */
  next: string | null;
}

export const found = signal<Found | null>(null);
let asked = 0;

/** Those whose name, address or badge hold these words; an answer that is overtaken is dropped. */
export async function find(slug: string, words: string): Promise<void> {
  const mine = ++asked;
  const page = await calls.find(slug, words, null);
  if (mine !== asked) return;
  found.value = { slug, words, people: page?.items ?? [], next: page?.next ?? null };
}

/** The next part of what was found. */
export async function findMore(): Promise<void> {
  const now = found.value;
  if (!now?.next) return;
  const mine = ++asked;
  const page = await calls.find(now.slug, now.words, now.next);
  if (mine !== asked) return;
  const people = [...now.people, ...(page?.items ?? [])];
  found.value = { ...now, people, next: page?.next ?? null };
}

/** All of this name at the event. */
export async function namesakes(slug: string, name: string): Promise<Participant[]> {
  const page = await calls.find(slug, name, null, MOST);
  return named(name, page?.items ?? []);
}

/** One more of this name; sent twice it is still one. */
export async function addWalkIn(
  slug: string,
  name: string,
  known: readonly Participant[],
): Promise<Holder> {
  const copies = Array.from({ length: timesToAdd(name, known) }, () => ({ name }));
  const report = await calls.add(slug, copies);
  refuse(report);
  const [made] = report?.created ?? [];
  const [newest] = (await namesakes(slug, name)).filter((person) => !person.email).slice(-1);
  const id = made?.participant_id ?? newest?.participant_id;
  if (!id) throw new Problem("unexpected");
  moved(slug);
  return fetchHolder(slug, id);
}

/** Somebody with or without an address; answers null where they are on the list already. */
export async function addOne(slug: string, name: string, email: string): Promise<Holder | null> {
  const report = await calls.add(slug, [{ name, email: email || null }]);
  refuse(report);
  const [made] = report?.created ?? [];
  if (!made?.participant_id) return null;
  moved(slug);
  return fetchHolder(slug, made.participant_id);
}

export async function fetchHolder(slug: string, id: string): Promise<Holder> {
  return there(await calls.one(slug, id));
}

export async function change(slug: string, id: string, body: ParticipantChange): Promise<Holder> {
  await calls.change(slug, id, body);
  moved(slug);
  return fetchHolder(slug, id);
}

/** Answers whether they are gone for good; else they only lost their badge. */
export async function remove(slug: string, id: string): Promise<boolean> {
  await calls.remove(slug, id);
  moved(slug);
  return calls.one(slug, id).then(
    () => false,
    (thrown) => {
      if (thrown instanceof Problem && thrown.kind === "not-found") return true;
      throw thrown;
    },
  );
}

export async function reissue(slug: string, id: string): Promise<Holder> {
  const renewed = there(await calls.reissue(slug, id));
  moved(slug);
  return renewed;
}

/** The badge's symbol, as an address for a picture. */
export async function symbolOf(slug: string, id: string): Promise<string> {
  return `data:image/svg+xml,${encodeURIComponent((await calls.symbol(slug, id)) ?? "")}`;
}

/** What was found is no longer so, and the steps have moved; the pages ask again. */
export function moved(slug: string): void {
  found.value = null;
  if (eventAt(slug)?.role === "organizer") void lookAtSteps(slug).catch(() => {});
}

/** A single person who cannot be taken is a form that is wrong. */
function refuse(
  report: { rejected: { wrong: { field: string; reason: string }[] }[] } | undefined,
) {
  const wrong = report?.rejected[0]?.wrong;
  if (!wrong) return;
  const errors = wrong.map(({ field, reason }) => ({ field, message: reason }));
  throw new Problem("invalid", 422, errors[0]?.field, 0, errors);
}

function there(holder: Holder | undefined): Holder {
  if (!holder) throw new Problem("unexpected");
  return holder;
}

/** A link that signs them in the first time, told only now; null where there can be none. */
export async function newLink(slug: string, id: string): Promise<string | null> {
  return (await calls.link(slug, id))?.join_url ?? null;
}

/** A new place for whoever cannot come back; its id. */
export async function giveNewPlace(slug: string, id: string): Promise<string | null> {
  const place = await calls.newPlace(slug, id);
  moved(slug);
  return place?.participant_id ?? null;
}
