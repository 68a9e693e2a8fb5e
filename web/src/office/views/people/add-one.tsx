/** One person, added by hand. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../../i18n/text";
import { useAttempt } from "../../../ui/attempt";
import { Say } from "../../../ui/sentence";
import { tidied } from "../../rules/person-form";
import { addOne } from "../../state/people";
import { FormField, FormTrouble, useFocusOnWrong } from "../../ui/form-field";

export function AddOne({ slug }: { slug: string }) {
  const name = useSignal("");
  const email = useSignal("");
  const added = useSignal<{ id: string; name: string } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const attempt = useAttempt();
  const problem = attempt.problem.value;
  useFocusOnWrong(form, problem);
  async function add(submitted: Event) {
    submitted.preventDefault();
    added.value = null;
    await attempt.run(async () => {
      const made = await addOne(slug, tidied(name.value), email.value.trim());
      added.value = { id: made?.participant_id ?? "", name: tidied(name.value) };
      if (made) name.value = email.value = "";
    });
  }
  return (
    <form onSubmit={add} ref={form} class="add-one">
      <h2>{t("people.add")}</h2>
      <FormField
        name="name"
        label={t("form.name")}
        value={name.value}
        onText={(text) => (name.value = text)}
        problem={problem}
        with={{ required: true, autocomplete: "off" }}
      />
      <FormField
        name="email"
        label={t("email")}
        value={email.value}
        onText={(text) => (email.value = text)}
        problem={problem}
        help={t("people.add-email-help")}
        with={{ type: "email", autocomplete: "off", inputMode: "email" }}
      />
      <FormTrouble problem={problem} fields={["name", "email"]} />
      <button type="submit" aria-disabled={attempt.busy.value}>
        {t("people.add-do")}
      </button>
      <p role="status">
        {added.value?.id && (
          <a href={`/events/${slug}/person/${added.value.id}`}>
            <Say k="people.added" name={added.value.name} />
          </a>
        )}
        {added.value?.id === "" && <Say k="people.there" name={added.value.name} />}
      </p>
    </form>
  );
}
