/** Correcting a person: what stands in the form, and what of it is sent. */
import type { Participant, ParticipantChange } from "../types";
import { tidied } from "./same-name";

export interface PersonDraft {
  name: string;
  email: string;
  language: string;
  ask_me_about: string;
}

export function draftOf(one: Participant): PersonDraft {
  const { name, language } = one;
  return { name, email: one.email ?? "", language, ask_me_about: one.ask_me_about ?? "" };
}

/** Only what is different; an emptied topic is taken back. */
export function changesOf(base: PersonDraft, now: PersonDraft): ParticipantChange {
  const change: ParticipantChange = {};
  if (now.name !== base.name) change.name = tidied(now.name);
  if (now.email.trim() !== base.email) change.email = now.email.trim();
  if (now.language !== base.language) change.language = now.language === "de" ? "de" : "en";
  if (now.ask_me_about !== base.ask_me_about)
    change.ask_me_about = tidied(now.ask_me_about) || null;
  return change;
}
