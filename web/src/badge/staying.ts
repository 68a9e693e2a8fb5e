/** Staying on this phone: when the badge's page says that it works without a network, and can be installed. */
import { computed, effect, signal } from "@preact/signals";
import { isTimeToSay } from "../rules/install-hint";
import { person } from "../sign-in/session";
import { local } from "../storage/web-storage";
import { mine } from "../talk/talks";
import { ready } from "./ready";

const DECLINED_AS = "wetalked.install-declined";
const OPENINGS_AS = "wetalked.openings";
const READY_SAID_AS = "wetalked.ready";

const declined = signal(local.get(DECLINED_AS) !== null);
const openings = signal(Number(local.get(OPENINGS_AS)) || 0);
let arrived = false;

/** True during the opening in which the phone first was ready without a network. */
export const newlyReady = signal(false);

/** Whether the badge's page says by itself how the app is installed. */
export const isInstallDue = computed(() =>
  isTimeToSay({
    openings: openings.value,
    talked: mine.value.length > 0,
    declined: declined.value,
  }),
);

/** Note when this phone first is ready; answers how to stop. */
export function watchReady(): () => void {
  return effect(() => {
    if (!person.value || !ready.value || local.get(READY_SAID_AS)) return;
    local.set(READY_SAID_AS, "yes");
    newlyReady.value = true;
  });
}

/** Somebody signed in has opened the app: worth counting, once, and keeping when space runs short. */
export function countOpening(): void {
  if (arrived) return;
  arrived = true;
  openings.value += 1;
  local.set(OPENINGS_AS, String(openings.value));
  askToStay();
}

/** Say no more of installing by itself. */
export function declineInstall(): void {
  local.set(DECLINED_AS, "yes");
  declined.value = true;
}

/** Firefox would put the question to the person, out of the blue. */
function askToStay(): void {
  if (!CSS.supports("-moz-appearance", "none")) void navigator.storage?.persist?.();
}
