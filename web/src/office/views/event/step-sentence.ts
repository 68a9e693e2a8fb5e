/** One sentence about how far a step is. */
import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import { failedOf, type StepName } from "../../rules/steps";
import type { OwnEvent, Progress, Steps } from "../../types";
import { moment } from "../../ui/when";

export function sentenceOf(
  step: StepName,
  event: OwnEvent,
  steps: Steps,
  sending: Progress,
): string {
  if (step === "follow-up") return ofFollowUp(event, steps, sending);
  if (steps.listed === 0) return t(`step.${step}-none`);
  if (step === "people") return counted("step.listed", steps.listed);
  if (step === "badges") return ofBadges(steps);
  return ofInvitations(steps);
}

function ofBadges({ unprinted }: Steps): string {
  return unprinted === 0 ? t("step.printed") : counted("step.unprinted", unprinted);
}

function ofInvitations({ mails_leave, uninvited, without_address }: Steps): string {
  if (!mails_leave) return t("step.hand-out");
  if (uninvited > 0) return counted("step.uninvited", uninvited);
  return without_address > 0 ? counted("step.without-address", without_address) : t("step.invited");
}

function ofFollowUp(event: OwnEvent, { mails_leave }: Steps, sending: Progress) {
  const { state, at } = sending;
  const failed = failedOf(sending);
  if (failed > 0) return counted("step.failed", failed);
  if (state !== "scheduled") return t(state === "sent" ? "step.sent" : "step.sending");
  const when = moment(at, event.time_zone);
  return t(mails_leave ? "step.scheduled" : "step.scheduled-folder", { when });
}
