/** Who runs an event, and who helps at its desk. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { goFromHere } from "../../page/route";
import { person } from "../../sign-in/session";
import { Trouble, useAttempt, useList } from "../../ui/attempt";
import { Choice } from "../../ui/choice";
import { Say } from "../../ui/sentence";
import { Sure } from "../../ui/sure";
import { appoint, dismiss, teamOf } from "../state/changes";
import { steps } from "../state/event";
import type { Organizer, Role } from "../types";
import { EventPage } from "../ui/event-page";
import { FormField, FormTrouble } from "../ui/form-field";

export function Team({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("team.title")}>
      {() => <Members slug={slug} />}
    </EventPage>
  );
}

function Members({ slug }: { slug: string }) {
  const list = useList(() => teamOf(slug));
  const last = list.items.value?.filter((member) => member.role === "organizer").length === 1;
  return (
    <>
      <p>{t("team.lead")}</p>
      <Trouble problem={list.attempt.problem.value} />
      <ul class="rows">
        {list.items.value?.map((member) => (
          <One
            key={member.email}
            slug={slug}
            member={member}
            stays={last && member.role === "organizer"}
            onChange={list.again}
          />
        ))}
      </ul>
      <h2>{t("team.add")}</h2>
      <Add slug={slug} onAdded={list.again} />
    </>
  );
}

interface OneProps {
  slug: string;
  member: Organizer;
  /** The last organizer cannot go. */
  stays: boolean;
  onChange: () => void;
}

function One({ slug, member, stays, onChange }: OneProps) {
  const email = member.email ?? "";
  async function remove() {
    const goOn = goFromHere();
    await dismiss(slug, email);
    if (email === person.value?.email) goOn("/events", { replace: true });
    else onChange();
  }
  return (
    <li class="row entry">
      <span class="who">
        <bdi class="name">{member.name}</bdi>
        <bdi class="muted">{email}</bdi>
        <span class="muted">{t(`team.${member.role}`)}</span>
      </span>
      {stays ? (
        <span class="muted">{t("team.last")}</span>
      ) : (
        <Sure label={t("remove")} onYes={remove}>
          <Say k="team.remove-sure" name={member.name} />
        </Sure>
      )}
    </li>
  );
}

function Add({ slug, onAdded }: { slug: string; onAdded: () => void }) {
  const email = useSignal("");
  const role = useSignal<Role>("desk");
  const added = useSignal("");
  const attempt = useAttempt();
  async function add(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      await appoint(slug, email.value, role.value);
      added.value = email.value.trim();
      email.value = "";
      onAdded();
    });
  }
  return (
    <form onSubmit={add}>
      <FormField
        name="email"
        label={t("email")}
        value={email.value}
        onText={(text) => (email.value = text)}
        problem={attempt.problem.value}
        with={{ type: "email", required: true, autocomplete: "off", inputMode: "email" }}
      />
      <fieldset class="choices">
        <legend>{t("team.role")}</legend>
        {(["desk", "organizer"] as const).map((offered) => (
          <Choice
            key={offered}
            group="role"
            checked={role.value === offered}
            onPick={() => (role.value = offered)}
          >
            {t(`team.${offered}`)} <small class="muted">{t(`team.${offered}-about`)}</small>
          </Choice>
        ))}
      </fieldset>
      <FormTrouble problem={attempt.problem.value} fields={["email"]} />
      <button type="submit" aria-disabled={attempt.busy.value}>
        {t("team.add-do")}
      </button>
      <p role="status">{attempt.done.value && <Say k={howTheySignIn()} email={added.value} />}</p>
    </form>
  );
}

/** Nobody is mailed: organizers tell them. */
function howTheySignIn() {
  return steps.value?.mails_leave === false ? "team.added-folder" : "team.added";
}
