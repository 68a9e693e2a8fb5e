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
