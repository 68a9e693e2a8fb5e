/** The event whose pages are open, and how far its four steps are. */
import { signal } from "@preact/signals";
import { events as calls } from "../api/events";
import type { OwnEvent, Progress, Steps } from "../types";

const opened = signal<OwnEvent | null>(null);
/** Of the open event; null until known, and for its desk. */
export const steps = signal<Steps | null>(null);
export const sending = signal<Progress | null>(null);

/** The event at this slug, once it is there. */
export function eventAt(slug: string): OwnEvent | null {
  return opened.value?.slug === slug ? opened.value : null;
}

/** Ask for the event and its steps; what is there of it meanwhile stays. */
export async function openEvent(slug: string): Promise<void> {
  if (!eventAt(slug)) show(null);
  const event = await calls.one(slug);
  if (!event) return;
  opened.value = event;
  if (event.role === "organizer") await lookAtSteps(slug);
}

/** Ask how far the steps are, as after a change that moves one of them. */
export async function lookAtSteps(slug: string): Promise<void> {
  const [far, mails] = await Promise.all([calls.steps(slug), calls.followUps(slug)]);
  if (!eventAt(slug)) return;
  steps.value = far ?? null;
  sending.value = mails ?? null;
}

/** Show this event from now on: just changed (then its steps stay), just made, or none. */
export function show(event: OwnEvent | null, stays = false): void {
  opened.value = event;
  if (stays) return;
  steps.value = null;
  sending.value = null;
}

/** null until they were asked for. */
export const events = signal<OwnEvent[] | null>(null);

export async function loadEvents(): Promise<void> {
  events.value = await calls.list();
}
