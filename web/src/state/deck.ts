/** The event's deck: open questions to choose from. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { DeckQuestion } from "../api/types";
import { language } from "../i18n/text";
import { recall, remember } from "./kept";
import { current, toMe } from "./session";

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

/** The kept deck first; without any, own words still serve, so that a failure needs no line. */
async function load(event: string): Promise<void> {
  const name = toMe(`deck ${event}`);
  const asked = api.deck(event).catch(asProblem);
  show(event, await recall<DeckQuestion[]>(name));
  const answer = await asked;
  if (!answer || !("questions" in answer)) return;
  show(event, answer.questions);
  await remember(name, answer.questions);
}

function show(event: string, deck: DeckQuestion[] | undefined): void {
  if (deck && event === slug.value) questions.value = deck;
}
