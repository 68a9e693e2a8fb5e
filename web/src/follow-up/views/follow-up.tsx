/** After the event: what is still in the backpack, what is done, and a first sentence for writing. */
import "../../i18n/later";
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
import { toClipboard } from "../../ui/clipboard";
import { Mark, Waiting } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/say";
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

const talkOf = (one: FollowUpPerson) => one.talk;

/** Who is settled by a tap stays in place until the list is opened again. */
function Whole({ list }: { list: FollowUp }) {
  const looseAtFirst = useMemo(
    () => new Set(list.people.filter(hasLoose).map(talkOf)),
    [list.event.slug],
  );
  const loose = list.people.filter((one) => looseAtFirst.has(one.talk));
  const settled = list.people.filter((one) => !looseAtFirst.has(one.talk));
  if (list.people.length + list.waiting.length === 0) return <p>{t("follow-up.none")}</p>;
  return (
    <>
      <p class="muted">{t("follow-up.lead")}</p>
      {loose.length > 0 && (
        <h2 class="with-mark">
          <Mark /> {t("follow-up.loose")}
        </h2>
      )}
      {loose.map((one) => (
        <OnePerson one={one} event={list.event.slug} key={one.talk} />
      ))}
      {settled.length > 0 && <h2>{t("follow-up.settled")}</h2>}
      {settled.map((one) => (
        <OnePerson one={one} event={list.event.slug} key={one.talk} />
      ))}
      <AllCards list={list} />
      {list.waiting.length > 0 && <h2>{t("follow-up.waiting")}</h2>}
      <ul class="rows">
        {list.waiting.map((one) => (
          <StillWaiting one={one} key={one.talk} />
        ))}
      </ul>
    </>
  );
}

/** One by one they can be kept with each person. */
function AllCards({ list }: { list: FollowUp }) {
  const contacts = list.people.flatMap((one) => contactOf(metAs(one, list.event.slug)) ?? []);
  if (contacts.length < 2) return null;
  return <KeepCards contacts={contacts} word={t("card.keep-all")} name={list.event.name} />;
}

function metAs({ talk, name, card }: FollowUpPerson, event: string): Met {
  return { talk, event, name, card };
}

function OnePerson({ one, event }: { one: FollowUpPerson; event: string }) {
  const name = one.name ?? t("someone");
  return (
    <section class="person">
      <h3>
        <a href={`/talks/${one.talk}`}>
          <bdi>{name}</bdi>
        </a>
      </h3>
      <PromiseList talk={one.talk} promises={one.promises} />
      <QuestionList talk={one.talk} questions={one.questions} />
      {one.reminded_of && (
        <p>
          <Say k="follow-up.reminded" text={one.reminded_of} />
        </p>
      )}
      {one.name && <Opener one={one} name={calledIn(one.talk) ?? one.name} />}
      <TheirCard met={metAs(one, event)} />
    </section>
  );
}

/** Opens the mail program with the first sentence; copying it works everywhere. */
function Opener({ one, name }: { one: FollowUpPerson; name: string }) {
  const copied = useSignal(false);
  const attempt = useAttempt();
  const address = writeAddress(one.write_url);
  async function copy() {
    copied.value = await attempt.run(() => toClipboard(one.opener));
  }
  return (
    <>
      <blockquote dir="auto">{one.opener}</blockquote>
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

function StillWaiting({ one }: { one: FollowUpWaiting }) {
  const key = one.state === "waiting_for_you" ? "state.waiting-for-you" : "state.waiting-for-them";
  return (
    <li>
      <a class="row" href={`/talks/${one.talk}`}>
        <span class="state">
          <Waiting />
        </span>
        <span class="who">
          <bdi class="name">{one.name ?? t("someone")}</bdi>
          <span class="muted">{t(key)}</span>
        </span>
      </a>
    </li>
  );
}
