/** The follow-up of the present event, as the server has put it together. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../api/client";
import type { FollowUp, FollowUpPerson } from "../api/types";
import { asProblem, Problem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { recall, remember } from "../storage/answers";
import { loaded, talks } from "../sync";

const kept = signal<FollowUp | null>(null);
export const followUpProblem = signal<Problem | null>(null);

/** As the server has put it together, with what was said and noted on this phone since. */
export const followUp = computed<FollowUp | null>(() => {
  if (!kept.value) return null;
  const { people, waiting } = kept.value;
  return {
    ...kept.value,
    people: people.filter(isSeen).map(asNoted),
    waiting: waiting.filter(isSeen),
  };
});

const slug = computed(() => current.value?.event.slug ?? null);
const seat = computed(() => current.value?.participant_id ?? null);

effect(() => {
  seat.value;
  kept.value = null;
});

export async function loadFollowUp(): Promise<void> {
  const event = slug.value;
  if (!event) return;
  const name = toMe(`follow-up ${event}`);
  const asked = api.followUp(event).catch(asProblem);
  if (!kept.value) show(event, await recall<FollowUp>(name));
  const answer = await asked;
  followUpProblem.value = answer instanceof Problem && !kept.value ? answer : null;
  if (!answer || answer instanceof Problem) return;
  show(event, answer);
  await remember(name, answer);
}

function show(event: string, list: FollowUp | undefined): void {
  if (list && event === slug.value) kept.value = list;
}

/** What I declined, or whom I blocked, may still stand in what was kept. */
function isSeen({ talk }: { talk: string }): boolean {
  return !loaded.value || talks.value.has(talk);
}

function asNoted(one: FollowUpPerson): FollowUpPerson {
  const noted = talks.value.get(one.talk);
  if (!noted) return one;
  const { questions, promises, reminded_of } = noted;
  return { ...one, questions, promises, reminded_of };
}

/** Whether something is left to do or to ask for this person. */
export function hasLoose({ promises, questions }: FollowUpPerson): boolean {
  return promises.some((one) => one.state === "open") || questions.some((one) => !one.answer);
}
