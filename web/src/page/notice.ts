/** The one calm line under the top edge, and what screen readers are told politely. */
import { effect, signal } from "@preact/signals";
import type { Key } from "../i18n/text";
import { path } from "./route";

export interface Notice {
  key: Key;
  values?: Record<string, string>;
  link?: { href: string; key: Key };
  /** Something to do about it, such as undoing it. */
  act?: { key: Key; do: () => unknown };
}

export const notice = signal<Notice | null>(null);

/** It stays until another one, a tap on its cross, or another view. */
export function showNotice(shown: Notice): void {
  notice.value = shown;
}

export function dismissNotice(): void {
  notice.value = null;
}

/** From now on a notice goes with the view it was shown in. */
export function dismissOnMove(): void {
  effect(() => {
    path.value;
    dismissNotice();
  });
}

let announcements: HTMLElement | null = null;

/** Has screen readers say something that outlives the view it happened in: politely, again when it is the same. */
export function announce(text: string): void {
  announcements ??= newAnnouncements();
  announcements.replaceChildren(document.createTextNode(text));
}

function newAnnouncements(): HTMLElement {
  const made = document.createElement("p");
  made.className = "hidden";
  made.setAttribute("role", "status");
  return document.body.appendChild(made);
}
