/** The sending of an event's follow-ups, how one of them looks, and what came of the day. */
import { events } from "../api/events";
import type { Preview, Pulse } from "../types";
import { eventAt, sending } from "./event";

/** Ask how far the sending is. */
export async function lookAtSending(slug: string): Promise<void> {
  const far = await events.followUps(slug);
  if (far && eventAt(slug)) sending.value = far;
}

/** From now on they go out, also while the event runs; once begun, this changes nothing. */
export async function sendNow(slug: string): Promise<void> {
  const far = await events.sendFollowUps(slug);
  if (far && eventAt(slug)) sending.value = far;
}

/** Try once more to reach this participant. */
export async function sendAgain(slug: string, participant: string): Promise<void> {
  const far = await events.sendFollowUpAgain(slug, participant);
  if (far && eventAt(slug)) sending.value = far;
}

/** A mail of made-up talks, as somebody on the list would get it; null while nobody is on it. */
export async function previewOf(slug: string): Promise<Preview | null> {
  const someone = await events.someone(slug);
  if (!someone?.participant_id) return null;
  return (await events.previewFollowUp(slug, someone.participant_id)) ?? null;
}

export async function pulseOf(slug: string): Promise<Pulse | null> {
  return (await events.pulse(slug)) ?? null;
}
