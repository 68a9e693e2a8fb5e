/** What organizers correct about somebody, as far as these did not set it themselves. */
import { useRef } from "preact/hooks";
import { ownName } from "../../../i18n/intl";
import { LANGUAGES, t } from "../../../i18n/text";
import { useAttempt } from "../../../ui/attempt";
import { changesOf, draftOf } from "../../rules/person-form";
import { change } from "../../state/people";
import type { Holder } from "../../types";
import { Save, useDraft } from "../../ui/draft";
import { FormField, FormTrouble, Select, useFocusOnWrong } from "../../ui/form-field";

interface Props {
  slug: string;
  holder: Holder;
  onChange: (now: Holder) => void;
}

const FIELDS = ["name", "email", "language", "ask_me_about"];

export function PersonForm({ slug, holder, onChange }: Props) {
  const id = holder.participant_id ?? "";
  const writing = useDraft(`person ${id}`, draftOf(holder));
  const form = useRef<HTMLFormElement>(null);
  const attempt = useAttempt();
  const problem = attempt.problem.value;
  useFocusOnWrong(form, problem);
  const { now, base } = writing;
  async function save(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      const changed = await change(slug, id, changesOf(base, now));
      writing.settle();
      onChange(changed);
    });
  }
  return (
    <form onSubmit={save} ref={form}>
      <h2>{t("person.change")}</h2>
      <p class="muted">{t("person.change-about")}</p>
      <FormField
        name="name"
        label={t("form.name")}
        value={now.name}
        onText={(name) => writing.write({ ...now, name })}
        problem={problem}
        with={{ required: true, autocomplete: "off" }}
      />
      <FormField
        name="email"
        label={t("email")}
        value={now.email}
        onText={(email) => writing.write({ ...now, email })}
        problem={problem}
        help={t("person.email-help")}
        with={{ type: "email", autocomplete: "off", required: base.email !== "" }}
      />
      <Select
        name="language"
        label={t("list.field-language")}
        value={now.language}
        onPick={(language) => writing.write({ ...now, language })}
        problem={problem}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {ownName(language)}
          </option>
        ))}
      </Select>
      <FormField
        name="ask_me_about"
        label={t("list.field-ask_me_about")}
        value={now.ask_me_about}
        onText={(ask_me_about) => writing.write({ ...now, ask_me_about })}
        problem={problem}
        with={{ autocomplete: "off" }}
      />
      <FormTrouble problem={problem} fields={FIELDS} />
      <Save writing={writing} attempt={attempt} />
    </form>
  );
}
