/** The shapes of the HTTP API as the server publishes them, under the names that the app gives them. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Person = Schemas["Person"];
export type Language = Person["language"];
export type Event = Schemas["Event"];
export type Participation = Schemas["Participation"];
/** What I show of myself; a shown card of somebody else has more. */
export type Card = Participation["card"];
export type Me = Schemas["Me"];
export type SignIn =
  | { token: string }
  | { email: string; code: string }
  | { badge: string; code: string }
  | { badge: string; pin: string };
export type PersonChange = Schemas["MeChanges"];
export type ParticipationChange = Schemas["ParticipationChange"];

export type Talk = Schemas["Talk"];
/** With `phone_link`, the whole number, where it is sure which one is meant. */
export type ShownCard = NonNullable<Talk["with"]["card"]>;
export type Question = Talk["questions"][number];
export type Promised = Talk["promises"][number];
export type PromiseState = Promised["state"];

export type FollowUp = Schemas["FollowUp"];
export type FollowUpPerson = FollowUp["people"][number];
export type FollowUpWaiting = FollowUp["waiting"][number];
export type DeckQuestion = Schemas["DeckQuestion"];
export type Device = Schemas["Device"];
export type Block = Schemas["Block"];

/** A part of a list, and where the next one begins. */
export interface Listed<Item> {
  items: Item[];
  next: string | null;
}
