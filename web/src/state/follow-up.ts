/** The follow-up of the present event, as the server has put it together. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { FollowUp, FollowUpPerson } from "../api/types";
import { current } from "./session";
import { talks } from "./talks";

const told = signal<FollowUp | null>(null);
export const followUpProblem = signal<Problem | null>(null);

/** As the server has put it together, with what was noted on this phone since. */
export const followUp = computed<FollowUp | null>(
  () => told.value && { ...told.value, people: told.value.people.map(asNoted) },
);

const slug = computed(() => current.value?.event.slug ?? null);

const seat = computed(() => current.value?.participant_id ?? null);

effect(() => {
  seat.value;
  told.value = null;
});

export async function loadFollowUp(): Promise<void> {
  const event = slug.value;
  if (!event) return;
  try {
    const list = await api.followUp(event);
    followUpProblem.value = null;
    if (event === slug.value) told.value = list ?? null;
  } catch (thrown) {
    followUpProblem.value = asProblem(thrown);
  }
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
