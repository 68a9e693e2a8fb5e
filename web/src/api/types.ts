/** The shapes of the HTTP API, by hand until they are generated from the server's OpenAPI. */

export type Language = "de" | "en";

export interface Person {
  id: string;
  name: string;
  given_name: string;
  email: string | null;
  language: Language;
  quiet: boolean;
  mail: boolean;
  organizer: boolean;
  /** Whether they organize, or help at the desk of an event. */
  office: boolean;
}

export interface Event {
  slug: string;
  name: string;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  language: Language;
  follow_up_at: string;
  in_house: boolean;
  help_contact?: string | null;
}

export interface Card {
  email?: string | null;
  phone?: string | null;
  /** The whole number as a `tel:` URI, where it is sure which one is meant; of others' cards only. */
  phone_link?: string | null;
  link?: string | null;
}

export interface Participation {
  participant_id: string;
  event: Event;
  ask_me_about: string | null;
  badge: { code: string; url: string } | null;
  card: Card;
}

export interface Session {
  token: string | null;
  person: Person;
  participations: Participation[];
  /** Told once, at the first sign-in of somebody without an address. */
  own_code?: string;
}

export interface Me {
  person: Person;
  participations: Participation[];
}

export interface Question {
  id: string;
  text: string;
  asked_at: string;
  answer: string | null;
}

export type PromiseState = "open" | "kept" | "let_go";

export interface Promised {
  id: string;
  text: string;
  due: string | null;
  state: PromiseState;
}

export type TalkState = "mutual" | "waiting_for_them" | "waiting_for_you";

export interface Other {
  participant_id: string;
  name: string | null;
  given_name: string | null;
  ask_me_about: string | null;
  card: Card | null;
  left: boolean;
}

export interface Talk {
  id: string;
  event: string;
  state: TalkState;
  with: Other;
  began_at: string;
  mutual_at: string | null;
  card_shown: boolean;
  questions: Question[];
  promises: Promised[];
  reminded_of: string | null;
}

export interface FollowUpPerson {
  talk: string;
  name: string | null;
  card: Card | null;
  questions: Question[];
  promises: Promised[];
  reminded_of: string | null;
  opener: string;
  write_url: string | null;
}

export interface FollowUpWaiting {
  talk: string;
  state: TalkState;
  name: string | null;
  questions: Question[];
  promises: Promised[];
  reminded_of: string | null;
}

export interface FollowUp {
  event: Event;
  people: FollowUpPerson[];
  waiting: FollowUpWaiting[];
}

export interface DeckQuestion {
  de?: string | null;
  en?: string | null;
}

export interface Device {
  id: string;
  device: string;
  made_at: string;
  used_at: string;
  current: boolean;
}

export interface Block {
  id: string;
  name: string | null;
}

export interface Listed<Item> {
  items: Item[];
  next: string | null;
}

export type SignIn =
  | { token: string }
  | { email: string; code: string }
  | { badge: string; code: string }
  | { badge: string; pin: string };

export interface PersonChange {
  name?: string;
  given_name?: string;
  language?: Language;
  quiet?: boolean;
  mail?: boolean;
}

export interface ParticipationChange {
  ask_me_about?: string | null;
  card?: Card;
}
