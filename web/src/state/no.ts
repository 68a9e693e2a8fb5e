/**
 * My no to a talk: declining, taking back my yes, blocking. It can be undone as long as its line
 * stands; it is said once the line is gone, the app is left, or the app is opened again.
 */
import { computed, effect } from "@preact/signals";
import { asProblem } from "../api/problem";
import type { Talk } from "../api/types";
import { type Key, problemKey } from "../i18n/text";
import { hush, notice, tell } from "./notice";
import { person } from "./session";
import { block, withdraw } from "./talks";
import { hold, type No, release, unsaid } from "./unsaid";

const speaker = computed(() => person.value?.id ?? null);

/** Hide the talk at once, and show the line that can undo it; `name` is the other's. */
export function sayNo(talk: Talk, how: No["how"], line: Key, name: string): void {
  if (!speaker.value) return;
  hold(talk.id, { person: speaker.value, how });
  tell({ key: line, values: { name }, act: { key: "undo", do: () => release(talk.id) } });
  sayOnceGone(talk.id);
}

/** An undoing tap takes the line away too, so that its turn comes first. */
function sayOnceGone(talk: string): void {
  const line = notice.peek();
  const stop = effect(() => {
    if (notice.value === line) return;
    stop();
    queueMicrotask(() => void say(talk));
  });
}

async function say(talk: string): Promise<void> {
  const no = unsaid.value.get(talk);
  if (!no || no.person !== speaker.value) return;
  try {
    await (no.how === "block" ? block(talk) : withdraw(talk));
  } catch (thrown) {
    tell({ key: problemKey(asProblem(thrown)) });
  }
  release(talk);
}

effect(() => {
  if (speaker.value) for (const talk of unsaid.peek().keys()) void say(talk);
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && unsaid.value.size > 0) hush();
});
