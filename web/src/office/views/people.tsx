/** The people of an event: found while one types, and a list brought in. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { counted } from "../../i18n/intl";
import { t } from "../../i18n/text";
import { asProblem, type Problem } from "../../rules/problem";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Way } from "../../ui/choice";
import { Field } from "../../ui/field";
import { Forward } from "../../ui/icons";
import { steps } from "../state/event";
import { list } from "../state/list-import";
import { find, findMore, found } from "../state/people";
import type { OwnEvent, Participant } from "../types";
import { EventPage } from "../ui/event-page";
import { AddOne } from "./people/add-one";
import { Drop } from "./people/drop";
import { standing } from "./people/holder-card";
import { ListImport } from "./people/list-import";
import "../../style/office-people.css";

/** How long fingers rest before the server is asked, in milliseconds. */
const REST = 200;

export function People({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.people")} desk>
      {(event) =>
        list.value?.slug === slug && event.role === "organizer" ? (
          <ListImport key={slug} />
        ) : (
          <Everyone event={event} />
        )
      }
    </EventPage>
  );
}

function Everyone({ event }: { event: OwnEvent }) {
  const runs = event.role === "organizer";
  return (
    <>
      {runs && <Drop slug={event.slug} large={steps.value?.listed === 0} />}
      {runs && <Way to={`/events/${event.slug}/shop`} word="shop.title" />}
      <Way to={`/events/${event.slug}/walk-in`} word="walk-in.title" />
      {steps.value?.listed !== 0 && <Search slug={event.slug} />}
      <AddOne slug={event.slug} />
    </>
  );
}

function Search({ slug }: { slug: string }) {
  const typed = useSignal(found.peek()?.slug === slug ? (found.peek()?.words ?? "") : "");
  const problem = useSignal<Problem | null>(null);
  const here = found.value?.slug === slug ? found.value : null;
  useEffect(() => {
    const timer = setTimeout(() => void ask(), here ? REST : 0);
    return () => clearTimeout(timer);
  }, [slug, typed.value, here === null]);

  /** The next letter does not wait for this answer. */
  async function ask() {
    if (here && here.words === typed.value.trim()) return;
    problem.value = await find(slug, typed.value.trim()).then(() => null, asProblem);
  }
  return (
    <section class="search">
      <Field
        label={t("people.search")}
        value={typed.value}
        onText={(text) => (typed.value = text)}
        hint={t("people.search-help")}
        with={{ type: "search", autocomplete: "off", spellcheck: false }}
      />
      <Trouble problem={problem.value} />
      <p role="status" class="muted">
        {here && here.people.length === 0 && t(here.words ? "people.none-found" : "people.none")}
        {here?.words && here.people.length > 0 && howMany(here.people.length, here.next !== null)}
      </p>
      <ul class="rows">
        {here?.people.map((person) => (
          <One key={person.participant_id} slug={slug} person={person} />
        ))}
      </ul>
      {here?.next && <More />}
    </section>
  );
}

function howMany(number: number, more: boolean): string {
  return more ? t("people.found-more", { n: String(number) }) : counted("people.found", number);
}

function One({ slug, person }: { slug: string; person: Participant }) {
  return (
    <li>
      <a class="row" href={`/events/${slug}/person/${person.participant_id}`}>
        <span class="who">
          <bdi class="name">{person.name}</bdi>
          {person.email && <bdi class="muted">{person.email}</bdi>}
        </span>
        <span class="muted standing">{standing(person)}</span>
        <Forward />
      </a>
    </li>
  );
}

function More() {
  const attempt = useAttempt();
  return (
    <>
      <Trouble problem={attempt.problem.value} />
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(findMore)}
      >
        {t("people.more")}
      </button>
    </>
  );
}
