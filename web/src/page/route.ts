/** Where the app stands: one path, moved by links and by the browser's own back and forward. */
import { signal } from "@preact/signals";
import { servedElsewhere } from "../rules/elsewhere";

export const path = signal(globalThis.location?.pathname ?? "/");

/** Whether the person has moved within the app yet (then a new view takes the focus). */
export let moved = false;

let arrivals = 0;

/** Follow links within the app, and the browser's own back and forward, from now on. */
export function watchAddress(): void {
  document.addEventListener("click", followLink);
  addEventListener("popstate", arrive);
}

/** Go to a path of this app; `replace` leaves no step to come back to. */
export function go(to: string, how: { replace?: boolean } = {}): void {
  if (how.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  arrive();
}

/** A `go` for what takes a while: whoever has moved on meanwhile is left where they are. */
export function goFromHere(): typeof go {
  const left = hasLeft();
  return (to, how) => {
    if (!left()) go(to, how);
  };
}

/** Whether the person has moved since. */
export function hasLeft(): () => boolean {
  const here = arrivals;
  return () => here !== arrivals;
}

/** The value of one query field of the present address. */
export function query(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** Follow a click on a link within the app without loading the page anew. */
function followLink(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || event.defaultPrevented || !isPlain(event, link)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

function isPlain(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
  const inside = link.origin === location.origin && !servedElsewhere(link.pathname);
  return inside && !modified && !link.target && !link.hasAttribute("download");
}

function arrive(): void {
  moved = true;
  arrivals += 1;
  path.value = location.pathname;
  scrollTo(0, 0);
}
