/** The event's deck: open questions to choose from. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { api } from "../api/client";
import type { DeckQuestion } from "../api/types";
import { language } from "../i18n/text";
import { askAgainLater, onReturn } from "../page/returns";
import { asProblem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { recall, remember } from "../storage/answers";

const questions = signal<DeckQuestion[]>([]);
/** Whether the present event's deck is on this phone. */
export const deckKept = signal(false);
const slug = computed(() => current.value?.event.slug ?? null);
/** Where it is kept; whatever else changes about me leaves the cards as they are. */
const place = computed(() => (slug.value ? toMe(`deck ${slug.value}`) : null));

/** The questions in my language, else in the other one. */
export const deck = computed(() =>
  questions.value
    .map((one) => one[language.value] ?? one.de ?? one.en ?? "")
    .filter((text) => text !== ""),
);

effect(() => {
  questions.value = [];
  deckKept.value = false;
  const name = place.value;
  if (name) untracked(() => void load(slug.value ?? "", name));
});

onReturn(() => place.value && void load(slug.value ?? "", place.value));

/** The kept deck first; without any, own words still serve, so that a failure needs no line. */
async function load(event: string, name: string): Promise<void> {
  const asked = api.deck(event).catch(asProblem);
  const kept = await recall<DeckQuestion[]>(name);
  show(event, kept, kept !== undefined);
  const answer = await asked;
  if (!answer || !("questions" in answer)) return askAgainLater();
  show(event, answer.questions, kept !== undefined);
  await remember(name, answer.questions);
  show(event, answer.questions, true);
}

function show(event: string, deck: DeckQuestion[] | undefined, kept: boolean): void {
  if (!deck || event !== slug.value) return;
  questions.value = deck;
  deckKept.value = kept;
}
