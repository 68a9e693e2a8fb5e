/** Each no that was tapped and can still be undone: its talk is hidden here, and nobody else knows. */
import { signal } from "@preact/signals";

export interface No {
  person: string;
  how: "withdraw" | "block";
}

const KEPT_AS = "wetalked.unsaid";

/** By the talk's id; it outlives a restart, so that what was tapped is said in the end. */
export const unsaid = signal<ReadonlyMap<string, No>>(
  new Map(listed(localStorage.getItem(KEPT_AS))),
);

/** Something else in its place must not stop the app. */
function listed(kept: string | null): [string, No][] {
  try {
    return JSON.parse(kept ?? "[]");
  } catch (fault) {
    console.warn(fault);
    return [];
  }
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
  localStorage.setItem(KEPT_AS, JSON.stringify([...all]));
  unsaid.value = all;
}
