/** Why there is no camera; a no of the person's is remembered, so that they are asked once. */
import { signal } from "@preact/signals";
import { nowAllowed, type Refusal } from "./camera";

export const refusal = signal<Refusal | null>(null);

export function refuse(why: Refusal): void {
  refusal.value = why;
}

/** Ask for the camera again. */
export function askAgain(): void {
  refusal.value = null;
}

/** For another visit: all but a no may have changed by then, and a no in the browser's settings. */
export async function comeBack(): Promise<void> {
  if (refusal.value !== "denied" || (await nowAllowed())) askAgain();
}
