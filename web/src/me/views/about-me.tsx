/** My name as others read it, and the one they call me by. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { goFromHere } from "../../page/route";
import { changeMe, chooseEvent, current, me, person } from "../../sign-in/session";
import { CardForm } from "../../talk/views/card-form";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import { Page } from "../../ui/page";

export function Name() {
  const saved = { name: person.value?.name ?? "", given_name: person.value?.given_name ?? "" };
  const name = useSignal(saved.name);
  const given = useSignal(saved.given_name);
  const attempt = useAttempt();
  const changed = name.value !== saved.name || given.value !== saved.given_name;
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

/** Which of my events the app shows. */
export function Events() {
  const all = me.value?.participations ?? [];
  if (all.length < 2) return <bdi class="muted">{current.value?.event.name}</bdi>;
  return (
    <fieldset class="choices">
      <legend>{t("me.event")}</legend>
      {all.map(({ event }) => (
        <Choice
          key={event.slug}
          group="event"
          checked={event.slug === current.value?.event.slug}
          onPick={() => chooseEvent(event.slug)}
        >
          {event.name}
        </Choice>
      ))}
    </fieldset>
  );
}

/** My card at this event: what those I talked with may have. */
export function CardView() {
  const goOn = goFromHere();
  function onKept() {
    goOn("/me");
    showNotice({ key: "card.kept" });
  }
  return (
    <Page title={t("card.mine")} back="/me">
      <p>{t("card.lead")}</p>
      <CardForm later={null} onKept={onKept} />
    </Page>
  );
}
