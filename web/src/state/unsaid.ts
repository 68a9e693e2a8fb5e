/** Each no that was tapped and can still be undone: its talk is hidden here, and nobody else knows. */
import { signal } from "@preact/signals";
import { isObject, local } from "../storage";

export interface No {
  person: string;
  how: "withdraw" | "block";
}

const KEPT_AS = "wetalked.unsaid";

/** By the talk's id; it outlives a restart, so that what was tapped is said in the end. */
export const unsaid = signal<ReadonlyMap<string, No>>(new Map(local.read(KEPT_AS, isHeld) ?? []));

/** Something else in its place must not stop the app. */
function isHeld(kept: unknown): kept is [string, No][] {
  return Array.isArray(kept) && kept.every((one) => Array.isArray(one) && isObject(one[1]));
}

export function hold(talk: string, no: No): void {
  keep(new Map(unsaid.value).set(talk, no));
}

export function release(talk: string): void {
  const rest = new Map(unsaid.value);
  rest.delete(talk);
  keep(rest);
}

function keep(all: ReadonlyMap<string, No>): void {
  local.write(KEPT_AS, [...all]);
  unsaid.value = all;
}
