/** Staying on this phone: the way onto the home screen, when to say so, and that nothing is cleared. */
import { computed, effect, signal } from "@preact/signals";
import { offer } from "../page/offer";
import { isTimeToSay, wayToInstall } from "../rules/install-hint";
import { person } from "../sign-in/session";
import { local } from "../storage/web-storage";
import { mine } from "../talk/talks";
import { ready } from "./ready";

const DECLINED_AS = "wetalked.install-declined";
const OPENINGS_AS = "wetalked.openings";
const READY_SAID_AS = "wetalked.ready";

const installed = signal(isInstalled());
const declined = signal(local.get(DECLINED_AS) !== null);
const openings = signal(Number(local.get(OPENINGS_AS)) || 0);
let arrived = false;

/** True during the opening in which the phone first was ready without a network. */
export const newlyReady = signal(false);

effect(() => {
  if (!person.value || !ready.value || local.get(READY_SAID_AS)) return;
  local.set(READY_SAID_AS, "yes");
  newlyReady.value = true;
});

addEventListener("appinstalled", () => {
  installed.value = true;
});

/** Somebody signed in has opened the app: worth counting, once, and keeping when space runs short. */
export function arrive(): void {
  if (arrived) return;
  arrived = true;
  openings.value += 1;
  local.set(OPENINGS_AS, String(openings.value));
  askToStay();
}

/** The way there is in this browser, if any. */
export const way = computed(() =>
  wayToInstall({
    agent: navigator.userAgent,
    touches: navigator.maxTouchPoints,
    installed: installed.value,
    offers: offer.value !== null,
  }),
);

/** Whether the badge's page says so by itself. */
export const isDue = computed(() =>
  isTimeToSay({
    openings: openings.value,
    talked: mine.value.length > 0,
    declined: declined.value,
  }),
);

/** Have the browser ask; it does so once for each offer. */
export async function install(): Promise<void> {
  const kept = offer.value;
  offer.value = null;
  await kept?.prompt();
}

/** Say no more of it by itself. */
export function decline(): void {
  local.set(DECLINED_AS, "yes");
  declined.value = true;
}

function isInstalled(): boolean {
  const apple = navigator as { standalone?: boolean };
  return apple.standalone === true || matchMedia("(display-mode: standalone)").matches;
}

/** Firefox would put the question to the person, out of the blue. */
function askToStay(): void {
  if (!CSS.supports("-moz-appearance", "none")) void navigator.storage?.persist?.();
}
