/** The pulse: a few sentences from totals, and none where too few people stand behind one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formatNumber } from "../../../i18n/intl";
import { language, t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { type Sentence, sentencesOf } from "../../rules/steps";
import { pulseOf } from "../../state/follow-up";
import type { OwnEvent, Pulse as Totals } from "../../types";
import { moment } from "../../ui/when";

export function Pulse({ event }: { event: OwnEvent }) {
  const pulse = useSignal<Totals | null>(null);
  const attempt = useAttempt();
  useEffect(
    () =>
      void attempt.run(async () => {
        pulse.value = await pulseOf(event.slug);
      }),
    [event.slug],
  );
  return (
    <section>
      <h2>{t("pulse.title")}</h2>
      <Trouble problem={attempt.problem.value} />
      {pulse.value && <Sentences pulse={pulse.value} event={event} />}
    </section>
  );
}

function Sentences({ pulse, event }: { pulse: Totals; event: OwnEvent }) {
  const sentences = sentencesOf(pulse);
  return (
    <>
      {sentences.length === 0 && <p>{t("pulse.too-few")}</p>}
      {sentences.map((sentence) => (
        <p key={sentence.key}>{said(sentence)}</p>
      ))}
      <p class="muted">{t("pulse.about", { when: moment(pulse.at, event.time_zone) })}</p>
    </>
  );
}

function said({ key, values }: Sentence): string {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    formatNumber(language.value, value),
  ]);
  return t(key, Object.fromEntries(shown));
}
