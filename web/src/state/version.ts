/** The versions of the app on this phone: the one that runs, and a newer one that waits for a tap. */
import { signal } from "@preact/signals";

const AN_HOUR = 3_600_000;

/** Whether a newer version is here, whole, and waits. */
export const newVersion = signal(false);
/** Whether the person wants to hear of it at the next opening only. */
export const putOff = signal(false);

let registered: ServiceWorkerRegistration | null = null;

/** Keep the app on this phone from now on, and look for newer versions; not every browser can. */
export function keepApp(): void {
  if (!navigator.serviceWorker) return;
  reloadWhenReplaced();
  setInterval(look, AN_HOUR);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  look();
}

/** Let the newer version take over; every open page of the app is loaded anew, once. */
export function loadNewVersion(): void {
  registered?.waiting?.postMessage("take over");
}

/** What does not succeed without a network is tried again at the next occasion. */
function look(): void {
  register().catch(() => {});
}

async function register(): Promise<void> {
  const found = await navigator.serviceWorker.register("/sw.js");
  if (found === registered) await found.update();
  else follow(found);
}

function follow(found: ServiceWorkerRegistration): void {
  registered = found;
  found.addEventListener("updatefound", () => watch(found.installing));
  watch(found.waiting ?? found.installing);
}

function watch(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", tellWaiting);
  tellWaiting();
}

function tellWaiting(): void {
  newVersion.value = Boolean(registered?.waiting && registered.active);
}

/** The first version takes the page over as it is; those after it bring a page of their own. */
function reloadWhenReplaced(): void {
  let replaced = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (replaced) location.reload();
    replaced = true;
  });
}
