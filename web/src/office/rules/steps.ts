/** What is to be said about each of an event's four steps. */
import type { Progress, Steps } from "../types";

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
