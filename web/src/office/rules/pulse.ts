/** Which sentences the totals of an event give: none where too few people stand behind one. */
import type { Pulse } from "../types";

export interface Sentence {
  key: "pulse.joined" | "pulse.talks" | "pulse.questions" | "pulse.promises";
  values: Record<string, number>;
}

export function sentencesOf(pulse: Pulse): Sentence[] {
  const { joined, talks, people_with_a_talk: people, questions, promises } = pulse;
  return [
    sentence("pulse.joined", { people: joined }),
    sentence("pulse.talks", { talks, people }),
    sentence("pulse.questions", { questions }),
    sentence("pulse.promises", { promises }),
  ].filter((one) => one !== null);
}

/** Totals are rounded down, so that nought says no more than null does. */
function sentence(key: Sentence["key"], values: Record<string, number | null>): Sentence | null {
  return Object.values(values).every((value) => value)
    ? { key, values: values as Record<string, number> }
    : null;
}
