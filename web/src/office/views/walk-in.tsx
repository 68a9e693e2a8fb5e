/** The walk-in desk: a name and Enter, the badge is there; Enter once more, and it is printed. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/sentence";
import { tidied } from "../rules/person-form";
import { labelFile, markPrinted } from "../state/badges";
import { addWalkIn, fetchHolder, namesakes } from "../state/people";
import type { Holder, Participant } from "../types";
import { useDraft } from "../ui/draft";
import { EventPage } from "../ui/event-page";
import { FormField, FormTrouble } from "../ui/form-field";
import { print } from "../ui/print";
import { HolderCard, standing } from "./people/holder-card";
import "../../style/office-people.css";

export function WalkIn({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("walk-in.title")} desk>
      {() => <Desk slug={slug} />}
    </EventPage>
  );
}

interface Same {
  name: string;
  people: Participant[];
}

function Desk({ slug }: { slug: string }) {
  const name = useDraft(`walk-in ${slug}`, "");
  const field = useRef<HTMLDivElement>(null);
  const here = useSignal<Holder | null>(null);
  const same = useSignal<Same | null>(null);
  const attempt = useAttempt();
  const printing = useAttempt();
  const focus = () => field.current?.querySelector("input")?.focus();
  useEffect(focus, []);

  const show = (person: Holder) => {
    here.value = person;
    same.value = null;
    printing.problem.value = null;
    name.undo();
    focus();
  };
  const printIt = (person: Holder) =>
    printing.run(async () => {
      const { file, at } = await labelFile(slug, person.participant_id ?? "");
      await print(file);
      await markPrinted(slug, at, person.participant_id ?? "");
    });
  const add = (wanted: string, known: readonly Participant[]) =>
    attempt.run(async () => show(await addWalkIn(slug, wanted, known)));
  const take = (person: Participant) =>
    attempt.run(async () => show(await fetchHolder(slug, person.participant_id ?? "")));

  async function enter(submitted: Event) {
    submitted.preventDefault();
    const wanted = tidied(name.now);
    if (!wanted) {
      if (here.value) await printIt(here.value);
      return;
    }
    same.value = here.value = null;
    await attempt.run(async () => {
      const people = await namesakes(slug, wanted);
      if (people.length > 0) same.value = { name: wanted, people };
      else show(await addWalkIn(slug, wanted, []));
    });
  }
  return (
    <>
      <form onSubmit={enter}>
        <div ref={field}>
          <FormField
            name="name"
            label={t("form.name")}
            value={name.now}
            onText={name.write}
            problem={attempt.problem.value}
            help={t(here.value ? "walk-in.help-next" : "walk-in.help")}
            with={{ autocomplete: "off", spellcheck: false, autocapitalize: "words" }}
          />
        </div>
        <FormTrouble problem={attempt.problem.value} fields={["name"]} />
        <button type="submit" class="main" aria-disabled={attempt.busy.value}>
          {t(here.value && !name.now ? "person.print" : "walk-in.add")}
        </button>
      </form>
      {same.value && (
        <Namesakes same={same.value} busy={attempt.busy.value} onTake={take} onAdd={add} />
      )}
      <div role="status" class="walked-in">
        {here.value && (
          <>
            <p>
              <Say k="walk-in.added" name={here.value.name} />
            </p>
            <HolderCard slug={slug} holder={here.value} key={here.value.badge} />
          </>
        )}
        {printing.busy.value && <p>{t("walk-in.printing")}</p>}
        <Trouble problem={printing.problem.value} />
      </div>
    </>
  );
}

interface NamesakesProps {
  same: Same;
  busy: boolean;
  onTake: (person: Participant) => void;
  onAdd: (name: string, known: readonly Participant[]) => void;
}

/** Somebody is there already: is it they, or another of that name? */
function Namesakes({ same, busy, onTake, onAdd }: NamesakesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), [same]);
  return (
    <div class="raised" ref={list}>
      <p role="status">
        <Say k="walk-in.same" name={same.name} />
      </p>
      <ul class="rows">
        {same.people.map((person) => (
          <li class="row entry" key={person.participant_id}>
            <span class="who">
              <bdi class="name">{person.name}</bdi>
              {person.email && <bdi class="muted">{person.email}</bdi>}
              <span class="muted">{standing(person)}</span>
            </span>
            {person.badge && (
              <button type="button" aria-disabled={busy} onClick={() => onTake(person)}>
                {t("walk-in.that-one")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" aria-disabled={busy} onClick={() => onAdd(same.name, same.people)}>
        {t("walk-in.another")}
      </button>
    </div>
  );
}
