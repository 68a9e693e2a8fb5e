/** What is being written on the organizers' pages: kept in this tab until it is saved or dropped. */
import { type Signal, signal } from "@preact/signals";
import { person } from "../../sign-in/session";
import { isObject, tab } from "../../storage/web-storage";

export interface Draft<Value> {
  /** What it began with, as the server had it then. */
  base: Value;
  now: Value;
}

const KEPT_AS = "wetalked.draft";
const drafts = new Map<string, Signal<Draft<unknown>>>();

/** The draft of this name; one that was left unchanged begins anew with what is there now. */
export function openDraft<Value>(name: string, fresh: Value): Signal<Draft<Value>> {
  const place = placeOf(name);
  const known = (drafts.get(place) ?? signal(recalled(place, fresh))) as Signal<Draft<Value>>;
  if (!isChanged(known.peek())) known.value = { base: fresh, now: fresh };
  drafts.set(place, known);
  return known;
}

export function write<Value>(name: string, draft: Signal<Draft<Value>>, now: Value): void {
  draft.value = { ...draft.value, now };
  tab.write(placeOf(name), draft.value);
}

/** What stands there is what the server has now. */
export function settleDraft(name: string): void {
  end(name, ({ now }) => now);
}

/** It was not meant: back to what it began with. */
export function undoDraft(name: string): void {
  end(name, ({ base }) => base);
}

function end(name: string, pick: (draft: Draft<unknown>) => unknown): void {
  const place = placeOf(name);
  const draft = drafts.get(place);
  tab.set(place, null);
  if (draft) draft.value = { base: pick(draft.value), now: pick(draft.value) };
}

export function isChanged<Value>({ base, now }: Draft<Value>): boolean {
  return JSON.stringify(base) !== JSON.stringify(now);
}

/** Whoever signs in here next does not find it. */
function placeOf(name: string): string {
  return `${KEPT_AS} ${person.value?.id} ${name}`;
}

function recalled<Value>(place: string, fresh: Value): Draft<Value> {
  return tab.read(place, (stored) => isDraftLike(stored, fresh)) ?? { base: fresh, now: fresh };
}

/** A version of the app before this one may have kept a form with other fields. */
function isDraftLike<Value>(stored: unknown, fresh: Value): stored is Draft<Value> {
  return isObject(stored) && isLike(stored.base, fresh) && isLike(stored.now, fresh);
}

function isLike(stored: unknown, fresh: unknown): boolean {
  if (!isObject(fresh))
    return Array.isArray(stored) === Array.isArray(fresh) && stored !== undefined;
  return (
    isObject(stored) &&
    Object.entries(fresh).every(([field, value]) => value === undefined || field in stored)
  );
}
