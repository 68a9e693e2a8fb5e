/** Correcting a person: what stands in the form, and what of it is sent. */
import type { Language } from "../../api/types";
import type { Participant, ParticipantChange } from "../types";

export interface PersonDraft {
  name: string;
  email: string;
  language: string;
  ask_me_about: string;
}

export function draftOf(person: Participant): PersonDraft {
  const { name, language } = person;
  return { name, email: person.email ?? "", language, ask_me_about: person.ask_me_about ?? "" };
}

/** Only what is different; an emptied topic is taken back. */
export function changesOf(base: PersonDraft, now: PersonDraft): ParticipantChange {
  const change: ParticipantChange = {};
  if (now.name !== base.name) change.name = tidied(now.name);
  if (now.email.trim() !== base.email) change.email = now.email.trim();
  if (now.language !== base.language) change.language = now.language as Language;
  if (now.ask_me_about !== base.ask_me_about)
    change.ask_me_about = tidied(now.ask_me_about) || null;
  return change;
}

/** When two names are one to a list: case, composition and spacing aside, as the server has it. */
export function sameName(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

/** Those of this name, the newest last. */
export function named(name: string, people: readonly Participant[]): Participant[] {
  return people.filter((person) => sameName(person.name, name));
}

/** How often a list has to hold the name so that one more of it is added, once however often it is sent. */
export function timesToAdd(name: string, people: readonly Participant[]): number {
  return named(name, people).filter((person) => !person.email).length + 1;
}

/** What is kept of typed words: one line, single spaces. */
export function tidied(typed: string): string {
  return typed.replace(/\s+/gu, " ").trim();
}

function keyOf(name: string): string {
  return tidied(name).toLowerCase().normalize("NFC");
}
