/** Whether the app can do without a network: all of its files are kept on this phone. */
import { signal } from "@preact/signals";

/** undefined while that is not known, and where a browser or page cannot keep them. */
export const ready = signal<boolean | undefined>(undefined);
/** True during the opening in which that first came about. */
export const newlyReady = signal(false);

const TOLD_AS = "wetalked.ready";

/** Have what is missing kept, now and whenever a network comes back. */
export function getReady(): void {
  if (!navigator.serviceWorker) return;
  addEventListener("online", keepAll);
  void keepAll();
}

async function keepAll(): Promise<void> {
  if (ready.value) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => told(data === true);
  active?.postMessage("keep all", [port2]);
}

function told(whole: boolean): void {
  ready.value = whole;
  if (!whole || localStorage.getItem(TOLD_AS)) return;
  localStorage.setItem(TOLD_AS, "yes");
  newlyReady.value = true;
}
