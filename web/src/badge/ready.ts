/** Whether this phone can do without a network: the app's files, the deck and my badge are kept. */
import { computed, signal } from "@preact/signals";
import { current } from "../sign-in/session";
import { deckKept } from "../talk/deck";
import { pictureOf } from "./picture";

const appKept = signal<boolean | undefined>(undefined);

/** undefined while that is not known, and where a browser or page cannot keep them. */
export const ready = computed(() => appKept.value && isMineKept());

/** Have what is missing kept, now and whenever a network comes back. */
export function getReady(): void {
  if (!navigator.serviceWorker) return;
  addEventListener("online", keepAll);
  void keepAll();
}

async function keepAll(): Promise<void> {
  if (appKept.value) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    appKept.value = data === true;
  };
  active?.postMessage("keep all", [port2]);
}

function isMineKept(): boolean {
  const badge = current.value?.badge;
  return !badge || (deckKept.value && typeof pictureOf(badge.code) === "string");
}
