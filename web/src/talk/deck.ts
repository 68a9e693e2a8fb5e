/** The event's deck: open questions to choose from. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { api } from "../api/client";
import type { DeckQuestion } from "../api/types";
import { language } from "../i18n/text";
import { askAgainLater, onReturn } from "../page/returns";
import { asProblem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";

const questions = signal<DeckQuestion[]>([]);
/** Whether the present event's deck is on this phone. */
export const deckKept = signal(false);
const slug = computed(() => current.value?.event.slug ?? null);
/** Where it is kept; whatever else changes about me leaves the cards as they are. */
const place = computed(() => (slug.value ? toMe(`deck ${slug.value}`) : null));

/** The questions in my language, else in the other one. */
export const deck = computed(() =>
  questions.value
    .map((question) => question[language.value] ?? question.de ?? question.en ?? "")
    .filter((text) => text !== ""),
);

/** Have the deck of the present event here, from now on. */
export function watchDeck(): void {
  effect(() => {
    questions.value = [];
    deckKept.value = false;
    const name = place.value;
    if (name) untracked(() => void load(slug.value ?? "", name));
  });
  onReturn(() => place.value && void load(slug.value ?? "", place.value));
}

/** The kept deck first; without any, own words still serve, so that a failure needs no line. */
async function load(event: string, name: string): Promise<void> {
  const asked = api.deck(event).catch(asProblem);
  const stored = await answers.get<DeckQuestion[]>(name);
  show(event, stored, stored !== undefined);
  const answer = await asked;
  if (!answer || !("questions" in answer)) return askAgainLater();
  show(event, answer.questions, stored !== undefined);
  await answers.set(name, answer.questions);
  show(event, answer.questions, true);
}

function show(event: string, deck: DeckQuestion[] | undefined, isKept: boolean): void {
  if (!deck || event !== slug.value) return;
  questions.value = deck;
  deckKept.value = isKept;
}
