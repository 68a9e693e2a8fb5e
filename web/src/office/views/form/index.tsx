/** All that can be said about an event, new or old. */
import type { InputHTMLAttributes } from "preact";
import { useRef } from "preact/hooks";
import { isShownAsThere } from "../../../i18n/format";
import { ownName } from "../../../i18n/intl";
import { LANGUAGES, t } from "../../../i18n/text";
import { Choice } from "../../../ui/choice";
import { FormField, FormTrouble, Select, useFocusOnWrong } from "../../ui/form-field";
import { FollowUpTime } from "./follow-up-time";
import type { Part } from "./part";
import { onTheClock } from "./part";
import { ZoneOptions } from "./zone-options";

interface Props extends Part {
  /** Once mails have gone out, their time is settled. */
  begun: boolean;
}

const LAST = "2199-12-31T23:59";
const FIELDS = [
  ...["name", "slug", "starts_at", "ends_at", "time_zone", "follow_up_at", "language"],
  ...["help_contact", "remind_after_days", "erase_after_days"],
];

export function EventForm({ draft, onChange, problem, begun }: Props) {
  const part = useRef<HTMLDivElement>(null);
  useFocusOnWrong(part, problem);
  const all = { draft, onChange, problem };
  return (
    <div class="event-form" ref={part}>
      <What {...all} />
      <When {...all} begun={begun} />
      <How {...all} />
      <Afterwards {...all} />
      <FormTrouble problem={problem} fields={FIELDS} />
    </div>
  );
}

function What({ draft, onChange, problem }: Part) {
  return (
    <>
      <FormField
        name="name"
        label={t("form.name")}
        value={draft.name}
        onText={(name) => onChange({ ...draft, name })}
        problem={problem}
        with={{ required: true, maxLength: 120 }}
      />
      <FormField
        name="slug"
        label={t("form.slug")}
        value={draft.slug}
        onText={(slug) => onChange({ ...draft, slug })}
        problem={problem}
        help={t("form.slug-help")}
        with={{ required: true, maxLength: 64, pattern: "[a-z0-9\\-]+", autocapitalize: "none" }}
      />
    </>
  );
}

function When({ draft, onChange, problem, begun }: Props) {
  const clock: InputHTMLAttributes = { type: "datetime-local", max: LAST, required: true };
  return (
    <>
      <h2>{t("form.when")}</h2>
      <Select
        name="time_zone"
        label={t("form.time-zone")}
        value={draft.time_zone}
        onPick={(time_zone) => onChange({ ...draft, time_zone })}
        problem={problem}
      >
        <ZoneOptions also={draft.time_zone} />
      </Select>
      {!isShownAsThere(draft.time_zone) && <p class="hint">{t("form.zone-unknown")}</p>}
      <div class="pair">
        <FormField
          name="starts_at"
          label={t("form.starts")}
          value={draft.starts}
          onText={(starts) => onChange({ ...draft, starts })}
          problem={problem}
          help={onTheClock(draft.starts, draft.time_zone)}
          with={clock}
        />
        <FormField
          name="ends_at"
          label={t("form.ends")}
          value={draft.ends}
          onText={(ends) => onChange({ ...draft, ends })}
          problem={problem}
          help={onTheClock(draft.ends, draft.time_zone)}
          with={{ ...clock, min: draft.starts }}
        />
      </div>
      <FollowUpTime draft={draft} onChange={onChange} problem={problem} begun={begun} />
    </>
  );
}

function How({ draft, onChange, problem }: Part) {
  return (
    <>
      <h2>{t("form.how")}</h2>
      <fieldset class="choices">
        <legend>{t("form.language")}</legend>
        {LANGUAGES.map((language) => (
          <Choice
            key={language}
            group="language"
            lang={language}
            checked={draft.language === language}
            onPick={() => onChange({ ...draft, language })}
          >
            {ownName(language)}
          </Choice>
        ))}
        <p class="hint">{t("form.language-help")}</p>
      </fieldset>
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.in_house}
          onChange={(event) => onChange({ ...draft, in_house: event.currentTarget.checked })}
        />
        <span>
          {t("form.in-house")} <small class="muted">{t("form.in-house-help")}</small>
        </span>
      </label>
      <FormField
        name="help_contact"
        label={t("form.help-contact")}
        value={draft.help_contact}
        onText={(help_contact) => onChange({ ...draft, help_contact })}
        problem={problem}
        help={t("form.help-contact-help")}
        with={{ maxLength: 120 }}
      />
    </>
  );
}

function Afterwards({ draft, onChange, problem }: Part) {
  const days: InputHTMLAttributes = {
    type: "number",
    min: 1,
    max: 730,
    step: 1,
    inputMode: "numeric",
  };
  return (
    <>
      <h2>{t("form.afterwards")}</h2>
      <FormField
        name="remind_after_days"
        label={t("form.remind")}
        value={draft.remind_after_days}
        onText={(remind_after_days) => onChange({ ...draft, remind_after_days })}
        problem={problem}
        help={t("form.remind-help")}
        with={days}
      />
      <FormField
        name="erase_after_days"
        label={t("form.erase")}
        value={draft.erase_after_days}
        onText={(erase_after_days) => onChange({ ...draft, erase_after_days })}
        problem={problem}
        help={t("form.erase-help")}
        with={{ ...days, required: true }}
      />
    </>
  );
}
