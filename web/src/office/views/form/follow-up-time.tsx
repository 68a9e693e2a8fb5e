/** When the mails go out: told in plain words before anything is saved. */
import { useSignal } from "@preact/signals";
import { t } from "../../../i18n/text";
import { Choice } from "../../../ui/choice";
import { type EventDraft, followUpAt } from "../../rules/event-form";
import { momentOf, morningAfter, wallOf } from "../../rules/time-zones";
import { FormField } from "../../ui/form-field";
import { moment } from "../../ui/when";
import type { Part } from "./part";
import { onTheClock } from "./part";

export function FollowUpTime({ draft, onChange, problem, begun }: Part & { begun: boolean }) {
  const own = useSignal(draft.follow_up !== "");
  if (begun) return <p class="muted">{t("form.follow-up-begun")}</p>;
  function choose(chosen: boolean) {
    own.value = chosen;
    onChange({ ...draft, follow_up: chosen ? usual(draft) : "" });
  }
  return (
    <fieldset class="choices">
      <legend>{t("form.follow-up")}</legend>
      <Choice group="follow-up" checked={!own.value} onPick={() => choose(false)}>
        {t("form.follow-up-usual")}
      </Choice>
      <Choice group="follow-up" checked={own.value} onPick={() => choose(true)}>
        {t("form.follow-up-own")}
      </Choice>
      {own.value && (
        <FormField
          name="follow_up_at"
          label={t("form.follow-up-at")}
          value={draft.follow_up}
          onText={(follow_up) => onChange({ ...draft, follow_up })}
          problem={problem}
          help={onTheClock(draft.follow_up, draft.time_zone)}
          with={{ type: "datetime-local", required: true, max: "2199-12-31T23:59" }}
        />
      )}
      <p class="goes-out" role="status">
        {goesOut(draft)}
      </p>
    </fieldset>
  );
}

function goesOut(draft: EventDraft): string {
  const at = followUpAt(draft);
  if (at === null) return t("form.goes-out-unknown");
  return t("form.goes-out", { when: moment(at, draft.time_zone) });
}

/** What it would be by itself, to begin with. */
function usual({ ends, time_zone }: EventDraft): string {
  return ends ? wallOf(morningAfter(momentOf(ends, time_zone), time_zone), time_zone) : "";
}
