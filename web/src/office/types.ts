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
export type Role = "organizer" | "desk";
