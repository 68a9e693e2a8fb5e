/** Putting the app on the home screen: which way there is here, and whether it is time to say so. */
import { computed, signal } from "@preact/signals";
import { isTimeToSay, wayToInstall } from "../install-hint";
import { offer } from "./offer";
import { mine } from "./talks";

const DECLINED_AS = "wetalked.install-declined";
const OPENINGS_AS = "wetalked.openings";

const installed = signal(isInstalled());
const declined = signal(localStorage.getItem(DECLINED_AS) !== null);
const openings = countOpening();

addEventListener("appinstalled", () => {
  installed.value = true;
});

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
  isTimeToSay({ openings, talked: mine.value.length > 0, declined: declined.value }),
);

/** Have the browser ask; it does so once for each offer. */
export async function install(): Promise<void> {
  const kept = offer.value;
  offer.value = null;
  await kept?.prompt();
}

/** Say no more of it by itself. */
export function decline(): void {
  localStorage.setItem(DECLINED_AS, "yes");
  declined.value = true;
}

function isInstalled(): boolean {
  const apple = navigator as { standalone?: boolean };
  return apple.standalone === true || matchMedia("(display-mode: standalone)").matches;
}

/** This module comes once in each opening, with the first page of whoever is signed in. */
function countOpening(): number {
  const count = Number(localStorage.getItem(OPENINGS_AS)) + 1;
  localStorage.setItem(OPENINGS_AS, String(count));
  return count;
}
