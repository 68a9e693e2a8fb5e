/** After the event: what is still in the backpack, what is done, and a first sentence for writing. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { FollowUp, FollowUpPerson, FollowUpWaiting } from "../../api/types";
import { t } from "../../i18n/text";
import { query } from "../../page/route";
import { writeAddress } from "../../rules/links";
import { chooseEvent, current } from "../../sign-in/session";
import { snapshot } from "../../sync";
import { calledIn, contactOf, KeepCards, type Met } from "../../talk/views/keep-cards";
import { PromiseList } from "../../talk/views/promises";
import { QuestionList } from "../../talk/views/questions";
import { TheirCard } from "../../talk/views/their-card";
import { Trouble, useAttempt } from "../../ui/attempt";
import { toClipboard } from "../../ui/hand-over";
import { Mark, Waiting } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { followUp, followUpProblem, hasLoose, loadFollowUp } from "../follow-up";

/** First sentences change with the notes; while someone types they wait, in milliseconds. */
const QUIET = 2_000;

export default function FollowUpView() {
  useEffect(() => {
    const event = query("event");
    if (event) chooseEvent(event);
  }, []);
  useFollowUp();
  return (
    <Page title={t("follow-up.title")} back="/talks" name="follow-up">
      <Trouble problem={followUpProblem.value} />
      {followUpProblem.value && (
        <button type="button" onClick={() => loadFollowUp()}>
          {t("again")}
        </button>
      )}
      {followUp.value && <Whole list={followUp.value} />}
    </Page>
  );
}

function useFollowUp() {
  const slug = current.value?.event.slug;
  const notes = snapshot.value;
  const loaded = useRef<string | undefined>(undefined);
  useEffect(() => {
    const pause = loaded.current === slug ? QUIET : 0;
    loaded.current = slug;
    const timer = setTimeout(() => void loadFollowUp(), pause);
    return () => clearTimeout(timer);
  }, [slug, notes]);
}

const talkOf = (person: FollowUpPerson) => person.talk;

/** Who is settled by a tap stays in place until the list is opened again. */
function Whole({ list }: { list: FollowUp }) {
  const looseAtFirst = useMemo(
    () => new Set(list.people.filter(hasLoose).map(talkOf)),
    [list.event.slug],
  );
  const loose = list.people.filter((person) => looseAtFirst.has(person.talk));
  const settled = list.people.filter((person) => !looseAtFirst.has(person.talk));
  if (list.people.length + list.waiting.length === 0) return <p>{t("follow-up.none")}</p>;
  return (
    <>
      <p class="muted">{t("follow-up.lead")}</p>
      {loose.length > 0 && (
        <h2 class="with-mark">
          <Mark /> {t("follow-up.loose")}
        </h2>
      )}
      {loose.map((person) => (
        <OnePerson person={person} event={list.event.slug} key={person.talk} />
      ))}
      {settled.length > 0 && <h2>{t("follow-up.settled")}</h2>}
      {settled.map((person) => (
        <OnePerson person={person} event={list.event.slug} key={person.talk} />
      ))}
      <AllCards list={list} />
      {list.waiting.length > 0 && <h2>{t("follow-up.waiting")}</h2>}
      <ul class="rows">
        {list.waiting.map((waiting) => (
          <StillWaiting waiting={waiting} key={waiting.talk} />
        ))}
      </ul>
    </>
  );
}

/** One by one they can be kept with each person. */
function AllCards({ list }: { list: FollowUp }) {
  const contacts = list.people.flatMap((person) => contactOf(metAs(person, list.event.slug)) ?? []);
  if (contacts.length < 2) return null;
  return <KeepCards contacts={contacts} word={t("card.keep-all")} name={list.event.name} />;
}

function metAs({ talk, name, card }: FollowUpPerson, event: string): Met {
  return { talk, event, name, card };
}

function OnePerson({ person, event }: { person: FollowUpPerson; event: string }) {
  const name = person.name ?? t("someone");
  return (
    <section class="person">
      <h3>
        <a href={`/talks/${person.talk}`}>
          <bdi>{name}</bdi>
        </a>
      </h3>
      <PromiseList talk={person.talk} promises={person.promises} />
      <QuestionList talk={person.talk} questions={person.questions} />
      {person.reminded_of && (
        <p>
          <Say k="follow-up.reminded" text={person.reminded_of} />
        </p>
      )}
      {person.name && <Opener person={person} name={calledIn(person.talk) ?? person.name} />}
      <TheirCard met={metAs(person, event)} />
    </section>
  );
}

/** Opens the mail program with the first sentence; copying it works everywhere. */
function Opener({ person, name }: { person: FollowUpPerson; name: string }) {
  const copied = useSignal(false);
  const attempt = useAttempt();
  const address = writeAddress(person.write_url);
  async function copy() {
    copied.value = await attempt.run(() => toClipboard(person.opener));
  }
  return (
    <>
      <blockquote dir="auto">{person.opener}</blockquote>
      <div class="pair">
        <button type="button" onClick={copy}>
          {t(copied.value ? "follow-up.copied" : "follow-up.copy")}
        </button>
        {address && (
          <a class="button" href={address}>
            <span>
              <Say k="follow-up.write" name={name} />
            </span>
          </a>
        )}
      </div>
      <p class="hidden" role="status">
        {copied.value && t("follow-up.copied")}
      </p>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}

function StillWaiting({ waiting }: { waiting: FollowUpWaiting }) {
  const key =
    waiting.state === "waiting_for_you" ? "state.waiting-for-you" : "state.waiting-for-them";
  return (
    <li>
      <a class="row" href={`/talks/${waiting.talk}`}>
        <span class="state">
          <Waiting />
        </span>
        <span class="who">
          <bdi class="name">{waiting.name ?? t("someone")}</bdi>
          <span class="muted">{t(key)}</span>
        </span>
      </a>
    </li>
  );
}
