/** The events that I run or help at. */
import { signal } from "@preact/signals";
import { events as calls } from "../api/events";
import type { OwnEvent } from "../types";

/** null until they were asked for. */
export const events = signal<OwnEvent[] | null>(null);

export async function loadEvents(): Promise<void> {
  events.value = await calls.list();
}
