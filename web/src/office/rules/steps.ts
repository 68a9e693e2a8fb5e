/** What is to be said about each of an event's four steps. */
import type { Progress, Pulse, Steps } from "../types";

/** `done` is ticked; `open` waits for the organizer, `trouble` too; `later` comes by itself. */
export type StepState = "done" | "open" | "later" | "trouble";
export type StepName = "people" | "badges" | "invitations" | "follow-up";

export const STEPS: readonly StepName[] = ["people", "badges", "invitations", "follow-up"];

export function stateOf(step: StepName, steps: Steps, sending: Progress): StepState {
  if (step === "people") return steps.listed > 0 ? "done" : "open";
  if (step === "follow-up") return stateOfFollowUp(sending);
  if (steps.listed === 0) return "later";
  if (step === "badges") return steps.unprinted === 0 ? "done" : "open";
  return isInvited(steps) ? "done" : "open";
}

function stateOfFollowUp(sending: Progress): StepState {
  if (failedOf(sending) > 0) return "trouble";
  return sending.state === "sent" ? "done" : "later";
}

/** How many mails failed, as far as it is told: no figure stands for few people. */
export function failedOf({ failed, failures }: Progress): number {
  return failed ?? failures.length;
}

/** Without a mail server nobody is invited by mail: then it is done by handing out. */
function isInvited({ uninvited, invited, mails_leave }: Steps): boolean {
  return mails_leave && uninvited === 0 && invited > 0;
}

export interface Sentence {
  key: "pulse.joined" | "pulse.talks" | "pulse.questions" | "pulse.promises";
  values: Record<string, number>;
}

/** Which sentences the totals of an event give: none where too few people stand behind one. */
export function sentencesOf(pulse: Pulse): Sentence[] {
  const { joined, talks, people_with_a_talk: people, questions, promises } = pulse;
  return [
    sentence("pulse.joined", { people: joined }),
    sentence("pulse.talks", { talks, people }),
    sentence("pulse.questions", { questions }),
    sentence("pulse.promises", { promises }),
  ].filter((said) => said !== null);
}

/** Totals are rounded down, so that nought says no more than null does. */
function sentence(key: Sentence["key"], values: Record<string, number | null>): Sentence | null {
  return Object.values(values).every((value) => value)
    ? { key, values: values as Record<string, number> }
    : null;
}
