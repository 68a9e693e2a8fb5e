/** What would be lost if this page were loaded anew now: words in a form, an answer shown once. */
import { computed, effect, signal } from "@preact/signals";
import { path } from "./route";

const reasons = signal<ReadonlySet<() => boolean>>(new Set());
const held = signal(0);
/** Whether something has been typed in the present view. */
const touched = signal(false);

export const unsaved = computed(
  () => touched.value || held.value > 0 || [...reasons.value].some((reason) => reason()),
);

/** The page stays as long as this holds; what it asks must be signals. */
export function stayWhile(reason: () => boolean): void {
  reasons.value = new Set(reasons.value).add(reason);
}

/** The page stays until the answer is called. */
export function stay(): () => void {
  held.value += 1;
  return () => {
    held.value -= 1;
  };
}

/** What is typed counts from now on, until another view is opened. */
export function watchTyping(): void {
  document.addEventListener("input", () => {
    touched.value = true;
  });
  effect(() => {
    path.value;
    touched.value = false;
  });
}
