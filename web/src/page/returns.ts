/** Who I am, my badge and the deck are asked for again on coming back: a phone is resumed, not reloaded. */
import { effect, signal, untracked } from "@preact/signals";
import { online, problem } from "../sync";

/** How often somebody has come back to this page, or the network to it, since it was opened. */
const returns = signal(0);

/** What could not be had is asked for again after about this long, in milliseconds. */
const LATER = 30_000;

/** Run this whenever somebody comes back; what it reads does not make it run again. */
export function onReturn(work: () => void): void {
  effect(() => {
    if (returns.value > 0) untracked(work);
  });
}

/** Something could not be had: as if somebody came back in a while. */
export function askAgainLater(): void {
  clearTimeout(later);
  later = setTimeout(comeBack, LATER * (1 + Math.random()));
}

let later: ReturnType<typeof setTimeout> | undefined;
let due: ReturnType<typeof setTimeout> | undefined;

/** What a browser tells of one coming back counts once. */
function comeBack(): void {
  clearTimeout(due);
  due = setTimeout(() => {
    if (document.visibilityState === "visible") returns.value += 1;
  }, 0);
}

/** Note coming back from now on. */
export function watchReturns(): void {
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("pageshow", (event) => (event as PageTransitionEvent).persisted && comeBack());
  addEventListener("online", comeBack);
  let worked = true;
  effect(() => {
    const works = online.value && !problem.value;
    if (works && !worked) comeBack();
    worked = works;
  });
}
