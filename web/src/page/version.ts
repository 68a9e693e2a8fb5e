/** The versions of the app on this phone: the one that runs, and a newer one that waits for a tap. */
import { effect, signal } from "@preact/signals";
import { NO_NETWORK, Problem } from "../rules/problem";
import { tab } from "../storage/web-storage";
import { path } from "./route";
import { unsaved } from "./unsaved";

const AN_HOUR = 3_600_000;
const PATIENCE = 10_000;
const TAKEN_AS = "wetalked.version-taken";
/** The first script of the app: its name changes with its content. */
const SCRIPT = /\/assets\/index-[^"]+\.js/;
const ENTRY = new URL(import.meta.url).pathname;
/** A part of this version is gone, for the server has another one. */
export const NEW_VERSION = "new-version";

/** Whether a newer version is here, whole, and waits. */
export const newVersion = signal(false);
/** Whether the person wants to hear of it at the next opening only. */
export const putOff = signal(false);

let registered: ServiceWorkerRegistration | null = null;
/** Whether it was wanted in this tab. */
let wanted = false;
/** Whether the newer version has taken over, and only this page is still the older one. */
let replaced = false;

/** Keep the app on this phone from now on, and look for newer versions; not every browser can. */
export function keepApp(): void {
  if (!navigator.serviceWorker) return;
  reloadWhenReplaced();
  setInterval(checkForUpdate, AN_HOUR);
  addEventListener("online", checkForUpdate);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") checkForUpdate();
  });
  checkForUpdate();
}

/** Let the newer version take over; every open page in which nothing is unsaved is loaded anew, once. */
export function loadNewVersion(): void {
  wanted = true;
  if (replaced) location.reload();
  else registered?.waiting?.postMessage("take over");
}

/** Bring a part that comes later; throws `new-version`, `no-network` or `unexpected`. */
export async function bring<Part>(load: () => Promise<Part>): Promise<Part> {
  return load().catch(async (fault: unknown) => {
    console.error(fault);
    throw new Problem(await whyMissing());
  });
}

/** Load the version that the server has now, whatever is kept here of this one. */
export async function takeNewVersion(): Promise<void> {
  wanted = true;
  tab.set(TAKEN_AS, ENTRY);
  const registration = await navigator.serviceWorker?.getRegistration();
  const newer = registration && (await newerOf(registration).catch(() => null));
  if (newer) return newer.postMessage("take over");
  await registration?.unregister();
  location.reload();
}

/** The same by itself, where nothing is lost by it; one that does not help is not tried again. */
export async function takeByItself(): Promise<boolean> {
  if (unsaved.peek() || tab.get(TAKEN_AS) === ENTRY) return false;
  await takeNewVersion();
  return true;
}

/** Where a part of this version is broken: a newer one, if there is one, is taken. */
export async function mendByNewVersion(): Promise<void> {
  if ((await whyMissing()) === NEW_VERSION) await takeByItself();
}

/** The server's page names the script that it begins with; a portal's page names none. */
async function whyMissing(): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE);
  const page = await fetch("/", { cache: "no-store", signal }).then(
    (answer) => answer.text(),
    () => "",
  );
  const [entry] = SCRIPT.exec(page) ?? [];
  if (!entry) return NO_NETWORK;
  return entry === ENTRY ? "unexpected" : NEW_VERSION;
}

/** The newer version once it waits, whole; null where there is none. */
async function newerOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  await registration.update();
  const newer = registration.waiting ?? registration.installing;
  while (newer?.state === "installing")
    await new Promise((changed) => newer.addEventListener("statechange", changed, { once: true }));
  return newer?.state === "installed" ? newer : null;
}

/** What does not succeed without a network is tried again at the next occasion. */
function checkForUpdate(): void {
  register().catch(() => {});
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js");
  if (registration === registered) await registration.update();
  else followRegistration(registration);
}

function followRegistration(registration: ServiceWorkerRegistration): void {
  registered = registration;
  registration.addEventListener("updatefound", () => watchWorker(registration.installing));
  watchWorker(registration.waiting ?? registration.installing);
}

function watchWorker(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", tellWaiting);
  tellWaiting();
}

function tellWaiting(): void {
  newVersion.value = Boolean(registered?.waiting && registered.active);
}

/** The first version takes the page over as it is; those after it bring a page of their own. */
function reloadWhenReplaced(): void {
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) giveWay();
    controlled = true;
  });
  navigator.serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === "do you stay?") ports[0]?.postMessage(stays());
  });
}

/** In another tab somebody has tapped: here it waits until nothing is lost by it. */
function giveWay(): void {
  replaced = true;
  newVersion.value = stays();
  if (newVersion.peek()) reloadOnceMoved();
  else location.reload();
}

function reloadOnceMoved(): void {
  const at = path.peek();
  effect(() => {
    const moved = path.value !== at;
    if (moved && !unsaved.value) location.reload();
  });
}

function stays(): boolean {
  return !wanted && unsaved.peek();
}
