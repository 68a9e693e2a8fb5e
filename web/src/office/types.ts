/** The shapes of the organizers' part of the API, as the server publishes them. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type OwnEvent = Schemas["OwnEvent"];
export type NewEvent = Schemas["NewEvent"];
export type EventChange = Schemas["EventChange"];
export type Steps = Schemas["Steps"];
export type Progress = Schemas["Progress"];
export type Preview = Schemas["Preview"];
/** `name` and `email` are the participant's. */
export type Failure = Schemas["Failure"];
export type Pulse = Schemas["Pulse"];
export type Organizer = Schemas["Organizer"];
export type ApiToken = Schemas["ApiToken"];
export type Participant = Schemas["Participant"];
/** With the PIN that signs them in, where they have one. */
export type Holder = Schemas["Reissued"];
export type NewParticipant = Schemas["NewParticipant"];
export type ParticipantChange = Schemas["ParticipantChange"];
export type ImportReport = Schemas["ImportReport"];
export type Rejected = Schemas["Rejected"];
export type Wrong = Schemas["Wrong"];
export type Told = Schemas["Told"];
export type Sheet = Schemas["Sheet"];
export type Batch = Schemas["Batch"];
/** How far the sending of a kind of mail is. */
export type Sending = Schemas["Sending"];
/** An event's ticket shop; its token is never told. */
export type Shop = Schemas["Shop"];
export type ShopChange = Schemas["ShopChange"];
export type ShopReport = Schemas["ShopReport"];
export type TicketNote = Schemas["TicketNote"];
export type Hook = Schemas["Hook"];
export type Role = "organizer" | "desk";
