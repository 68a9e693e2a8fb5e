/** The event's deck: open questions to choose from. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { DeckQuestion } from "../api/types";
import { language } from "../i18n/text";
import { current } from "./session";

const questions = signal<DeckQuestion[]>([]);
const slug = computed(() => current.value?.event.slug ?? null);

/** The questions in my language, else in the other one. */
export const deck = computed(() =>
  questions.value
    .map((one) => one[language.value] ?? one.de ?? one.en ?? "")
    .filter((text) => text !== ""),
);

effect(() => {
  questions.value = [];
  if (slug.value) void load(slug.value);
});

/** Without the deck own words still serve, so that a failure needs no line of its own. */
async function load(event: string): Promise<void> {
  const answer = await api.deck(event).catch(asProblem);
  if (event === slug.value && answer && "questions" in answer) questions.value = answer.questions;
}
