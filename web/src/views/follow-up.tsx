/** After the event: what is still in the backpack, what is done, and a first sentence for writing. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { FollowUp, FollowUpPerson, FollowUpWaiting } from "../api/types";
import { t } from "../i18n/text";
import { writeAddress } from "../links";
import { query } from "../route";
import { followUp, followUpProblem, hasLoose, loadFollowUp } from "../state/follow-up";
import { told } from "../state/phone";
import { chooseEvent, current } from "../state/session";
import { Trouble, useAttempt } from "../ui/attempt";
import { toClipboard } from "../ui/clipboard";
import { Mark, Waiting } from "../ui/icons";
import { Page } from "../ui/page";
import { Say } from "../ui/say";
import { OnePromise } from "./talk/promises";
import { OneQuestion } from "./talk/questions";
import { TheirCard } from "./talk/their-card";

export function FollowUpView() {
  useEffect(() => {
    const event = query("event");
    if (event) chooseEvent(event);
  }, []);
  const slug = current.value?.event.slug;
  const notes = told.value;
  useEffect(() => void loadFollowUp(), [slug, notes]);
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
        <OnePerson one={one} key={one.talk} />
      ))}
      {settled.length > 0 && <h2>{t("follow-up.settled")}</h2>}
      {settled.map((one) => (
        <OnePerson one={one} key={one.talk} />
      ))}
      {list.waiting.length > 0 && <h2>{t("follow-up.waiting")}</h2>}
      <ul class="rows">
        {list.waiting.map((one) => (
          <StillWaiting one={one} key={one.talk} />
        ))}
      </ul>
    </>
  );
}

function OnePerson({ one }: { one: FollowUpPerson }) {
  const name = one.name ?? t("someone");
  return (
    <section class="person">
      <h3>
        <a href={`/talks/${one.talk}`}>
          <bdi>{name}</bdi>
        </a>
      </h3>
      {one.promises.map((promise) => (
        <OnePromise talk={one.talk} promise={promise} key={promise.id} />
      ))}
      {one.questions.map((question) => (
        <OneQuestion talk={one.talk} question={question} key={question.id} />
      ))}
      {one.reminded_of && (
        <p>
          <Say k="follow-up.reminded" text={one.reminded_of} />
        </p>
      )}
      <TheirCard card={one.card} />
      {one.name && <Opener one={one} name={one.name} />}
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
