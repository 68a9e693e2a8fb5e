/** What the tabs of one phone say to each other. */
import type { Haste } from "./schedule";

/** Why the last try failed, by the problem's name and status; null after a good one. */
export interface Reached {
  kind: string;
  status: number;
}

export type Message =
  | { type: "changed" }
  | { type: "wanted"; haste: Haste }
  | { type: "present"; person: string }
  | { type: "tried"; failed: Reached | null }
  | { type: "who-leads" }
  | { type: "leader"; tab: string; locked: boolean }
  | { type: "resigned" };

let channel: BroadcastChannel | null | undefined;

/** Opened when first needed; null where the browser has none. */
function opened(): BroadcastChannel | null {
  channel ??= globalThis.BroadcastChannel ? new BroadcastChannel("wetalked") : null;
  return channel;
}

/** Tell all other tabs. */
export function post(message: Message): void {
  opened()?.postMessage(message);
}

export function onMessage(hear: (message: Message) => void): void {
  opened()?.addEventListener("message", ({ data }) => hear(data as Message));
}
