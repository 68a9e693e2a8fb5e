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

/** Show a line; it stays until another one, a tap on its cross, or another view. */
export function tell(line: Notice): void {
  notice.value = line;
}

export function hush(): void {
  notice.value = null;
}

effect(() => {
  path.value;
  hush();
});
