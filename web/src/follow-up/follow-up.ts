/** The follow-up of the present event, as the server has put it together. */
import { computed, signal } from "@preact/signals";
import { api } from "../api/client";
import type { FollowUp, FollowUpPerson } from "../api/types";
import { asProblem, Problem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";
import { loaded, talks } from "../sync";

const slug = computed(() => current.value?.event.slug ?? null);
const seat = computed(() => current.value?.participant_id ?? null);
/** The list that came last, and at whose place. */
const latest = signal<{ seat: string; list: FollowUp } | null>(null);
/** That of the present place. */
const present = computed(
  () => (latest.value?.seat === seat.value ? latest.value?.list : null) ?? null,
);
export const followUpProblem = signal<Problem | null>(null);

/** As the server has put it together, with what was said and noted on this phone since. */
export const followUp = computed<FollowUp | null>(() => {
  if (!present.value) return null;
  const { people, waiting } = present.value;
  return {
    ...present.value,
    people: people.filter(isSeen).map(asNoted),
    waiting: waiting.filter(isSeen),
  };
});

export async function loadFollowUp(): Promise<void> {
  const event = slug.value;
  if (!event) return;
  const name = toMe(`follow-up ${event}`);
  const asked = api.followUp(event).catch(asProblem);
  if (!present.value) show(event, await answers.get<FollowUp>(name));
  const answer = await asked;
  followUpProblem.value = answer instanceof Problem && !present.value ? answer : null;
  if (!answer || answer instanceof Problem) return;
  show(event, answer);
  await answers.set(name, answer);
}

function show(event: string, list: FollowUp | undefined): void {
  const here = seat.value;
  if (list && here && event === slug.value) latest.value = { seat: here, list };
}

/** What I declined, or whom I blocked, may still stand in what was kept. */
function isSeen({ talk }: { talk: string }): boolean {
  return !loaded.value || talks.value.has(talk);
}

function asNoted(person: FollowUpPerson): FollowUpPerson {
  const noted = talks.value.get(person.talk);
  if (!noted) return person;
  const { questions, promises, reminded_of } = noted;
  return { ...person, questions, promises, reminded_of };
}

/** Whether something is left to do or to ask for this person. */
export function hasLoose({ promises, questions }: FollowUpPerson): boolean {
  return promises.some((one) => one.state === "open") || questions.some((one) => !one.answer);
}
