/** An event as its form holds it: texts and times on the wall, until it is sent. */
import type { Language } from "../../api/types";
import type { EventChange, NewEvent, OwnEvent } from "../types";
import { momentOf, morningAfter, wallOf } from "./time-zones";

export interface EventDraft {
  name: string;
  slug: string;
  starts: string;
  ends: string;
  time_zone: string;
  language: Language;
  /** Empty: as usual, the morning after. */
  follow_up: string;
  /** Empty: none. */
  remind_after_days: string;
  erase_after_days: string;
  in_house: boolean;
  help_contact: string;
}

const REMIND_AFTER_DAYS = "21";
const ERASE_AFTER_DAYS = "180";
const EVENING = "18:00";
const LONGEST_SLUG = 64;

/** A form to be filled in. */
export function emptyDraft(time_zone: string, language: Language): EventDraft {
  return {
    ...{ name: "", slug: "", starts: "", ends: "", time_zone, language, follow_up: "" },
    ...{ remind_after_days: REMIND_AFTER_DAYS, erase_after_days: ERASE_AFTER_DAYS },
    ...{ in_house: false, help_contact: "" },
  };
}

/** The form of an event that there is. */
export function draftOf(event: OwnEvent): EventDraft {
  const { time_zone: zone } = event;
  const due = Date.parse(event.follow_up_at);
  const usual = due === morningAfter(Date.parse(event.ends_at), zone);
  return {
    ...{ name: event.name, slug: event.slug, language: event.language, time_zone: zone },
    starts: wallOf(Date.parse(event.starts_at), zone),
    ends: wallOf(Date.parse(event.ends_at), zone),
    follow_up: usual ? "" : wallOf(due, zone),
    remind_after_days: event.remind_after_days?.toString() ?? "",
    erase_after_days: event.erase_after_days.toString(),
    ...{ in_house: event.in_house, help_contact: event.help_contact ?? "" },
  };
}

/** What a new event takes over from an earlier one; name and times stay as they are. */
export function copiedFrom(draft: EventDraft, earlier: OwnEvent): EventDraft {
  const { name, slug, starts, ends, follow_up } = draft;
  return { ...draftOf(earlier), name, slug, starts, ends, follow_up };
}

/** An end on the day of the beginning, until somebody says otherwise. */
export function withEnd(draft: EventDraft): EventDraft {
  const evening = `${draft.starts.slice(0, 10)}T${EVENING}`;
  return draft.ends || !draft.starts || evening <= draft.starts
    ? draft
    : { ...draft, ends: evening };
}

/** When the follow-up goes out; null until the form says enough. */
export function followUpAt({ ends, follow_up, time_zone }: EventDraft): number | null {
  if (follow_up) return momentOf(follow_up, time_zone);
  return ends ? morningAfter(momentOf(ends, time_zone), time_zone) : null;
}

/** What is sent of a new event. */
export function bodyOf(draft: EventDraft, copy_of: string | null): NewEvent {
  const { name, slug, language, time_zone, in_house } = draft;
  return {
    ...{ name: name.trim(), slug, language, time_zone, in_house, copy_of },
    ...timesOf(draft),
    remind_after_days: daysOf(draft.remind_after_days),
    erase_after_days: daysOf(draft.erase_after_days) ?? Number(ERASE_AFTER_DAYS),
    help_contact: draft.help_contact.trim() || null,
  };
}

/** What is sent of a change: only what is different, so that nobody else's change is undone. */
export function changesOf(base: EventDraft, draft: EventDraft): EventChange {
  const before: Record<string, unknown> = bodyOf(base, null);
  const after = Object.entries(bodyOf(draft, null));
  return Object.fromEntries(after.filter(([name, value]) => before[name] !== value));
}

function timesOf({ starts, ends, follow_up, time_zone }: EventDraft) {
  const at = (wall: string) => new Date(momentOf(wall, time_zone)).toISOString();
  return {
    starts_at: at(starts),
    ends_at: at(ends),
    follow_up_at: follow_up ? at(follow_up) : null,
  };
}

function daysOf(typed: string): number | null {
  return typed.trim() ? Number(typed) : null;
}

/** A short name for addresses, made of the event's: "Fröhlicher Tag" is froehlicher-tag. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue", ß: "ss" })[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  const joined = plain.replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST_SLUG);
  return joined.replace(/^-+|-+$/g, "");
}
