/** The four steps of an event; each ticks itself off, and leads to its page. */
import { type Key, t } from "../../../i18n/text";
import { Forward, Sign, Tick } from "../../../ui/icons";
import { STEPS, type StepName, type StepState, stateOf } from "../../rules/steps";
import { sending, steps } from "../../state/event";
import type { OwnEvent } from "../../types";
import { sentenceOf } from "./step-sentence";

const STATES: Record<StepState, Key> = {
  done: "step.done",
  open: "step.open",
  later: "step.later",
  trouble: "step.trouble",
};

export function FourSteps({ event }: { event: OwnEvent }) {
  return (
    <ol class="steps">
      {STEPS.map((name) => (
        <One key={name} name={name} event={event} />
      ))}
    </ol>
  );
}

function One({ name, event }: { name: StepName; event: OwnEvent }) {
  const [far, mails] = [steps.value, sending.value];
  const state = far && mails ? stateOf(name, far, mails) : null;
  return (
    <li class="to-do">
      <a href={`/events/${event.slug}/${name}`}>
        <h2>{t(`step.${name}`)}</h2>
        {far && mails && <p>{sentenceOf(name, event, far, mails)}</p>}
        {state && (
          <p class={`so-far is-${state}`}>
            {state === "done" && <Tick />}
            {state === "trouble" && <Sign />}
            {t(STATES[state])}
          </p>
        )}
        <Forward />
      </a>
    </li>
  );
}
