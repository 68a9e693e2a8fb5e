/** The app in several tabs of one phone: one of them sends at a time, and all show the same. */

const channel = globalThis.BroadcastChannel ? new BroadcastChannel("wetalked") : null;

/** Let the other tabs know that what the phone holds has changed. */
export function tellTabs(): void {
  channel?.postMessage("changed");
}

export function whenTold(then: () => void): void {
  channel?.addEventListener("message", then);
}

let last: Promise<unknown> = Promise.resolve();

/** Run one at a time over all tabs; where the browser has no locks (plain http), within this one. */
export function oneByOne(work: () => Promise<void>): Promise<void> {
  if (navigator.locks) return navigator.locks.request("wetalked-send", work) as Promise<void>;
  const turn = last.then(work);
  last = turn.catch(() => {});
  return turn;
}
