/** My name as others read it, and the one they call me by. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { changeMe, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";

export function Name() {
  const kept = { name: person.value?.name ?? "", given_name: person.value?.given_name ?? "" };
  const name = useSignal(kept.name);
  const given = useSignal(kept.given_name);
  const attempt = useAttempt();
  const changed = name.value !== kept.name || given.value !== kept.given_name;
  async function submit(event: Event) {
    event.preventDefault();
    const whole = { name: name.value.trim(), given_name: given.value.trim() };
    if (!(await attempt.run(() => changeMe(whole)))) return;
    name.value = person.value?.name ?? "";
    given.value = person.value?.given_name ?? "";
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={t("me.name")}
        value={name.value}
        onText={(text) => (name.value = text)}
        with={{ required: true, maxLength: 120, autocomplete: "name" }}
      />
      <Field
        label={t("me.given-name")}
        value={given.value}
        onText={(text) => (given.value = text)}
        hint={!changed && attempt.done.value && t("kept")}
        with={{ required: true, maxLength: 120, autocomplete: "given-name" }}
      />
      <Trouble problem={attempt.problem.value} />
      {changed && (
        <button type="submit" aria-disabled={attempt.busy.value}>
          {t("keep")}
        </button>
      )}
    </form>
  );
}
