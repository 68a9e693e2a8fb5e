/** The follow-up of the present event, as the server has put it together. */
import { computed, signal } from "@preact/signals";
import { api } from "../api/client";
import type { FollowUp, FollowUpPerson } from "../api/types";
import { asProblem, Problem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";
import { talks } from "../sync";

const slug = computed(() => current.value?.event.slug ?? null);
const seat = computed(() => current.value?.participant_id ?? null);
/** The list that came last, and at whose place. */
const loaded = signal<{ seat: string; list: FollowUp } | null>(null);
/** That of the present place. */
const present = computed(
  () => (loaded.value?.seat === seat.value ? loaded.value?.list : null) ?? null,
);
export const followUpProblem = signal<Problem | null>(null);

/** As the server has put it together, with what was noted on this phone since. */
export const followUp = computed<FollowUp | null>(
  () => present.value && { ...present.value, people: present.value.people.map(asNoted) },
);

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
  if (list && here && event === slug.value) loaded.value = { seat: here, list };
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
