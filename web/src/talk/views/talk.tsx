/** One talk: who it was, what I keep of it, and what they may have of mine. */

import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../i18n/text";
import { go } from "../../page/route";
import { person } from "../../sign-in/session";
import type { LocalTalk } from "../../sync";
import * as sync from "../../sync";
import { Trouble } from "../../ui/attempt";
import { Both, Waiting } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say, Unsent } from "../../ui/sentence";
import { Sure } from "../../ui/sure";
import { firstSight } from "../moment";
import { sayNo } from "../no";
import { writeRemindedOf } from "../notes";
import { refusals } from "../refused";
import { fresh, givenNameOf, isFreshAt, nameOf, talkAt } from "../talks";
import { MyCardHere } from "./card-here";
import { NoteField, useWriting } from "./note-field";
import { Promises } from "./promises";
import { Questions } from "./questions";
import { OneRefusal } from "./refused";
import { TheirCard } from "./their-card";
import { WhoWasThat } from "./unnamed";
import { WaitsForYou } from "./waits";

/** Longer names than this are written smaller, so that what follows stays in sight. */
const LONG = 24;

export default function TalkView({ part: id }: { part: string }) {
  const talk = talkAt(id);
  useEffect(
    () => () => {
      if (fresh.value === id) fresh.value = null;
    },
    [id],
  );
  return talk ? <TalkPage talk={talk} /> : <Fetching />;
}

/** A link from a mail may come before the list does. */
function Fetching() {
  useEffect(() => sync.retry(), []);
  const problem = sync.problem.value;
  if (!problem && !sync.loaded.value) return <main class="page" aria-busy="true" />;
  return (
    <Page title={t("talk.title")} back="/talks">
      {sync.loaded.value ? <p>{t("talk.gone")}</p> : <Trouble problem={problem} />}
      {!sync.loaded.value && (
        <button type="button" onClick={sync.retry}>
          {t("again")}
        </button>
      )}
    </Page>
  );
}

function TalkPage({ talk }: { talk: LocalTalk }) {
  const name = nameOf(talk);
  const refusal = refusals.value.find((each) => each.talk?.id === talk.id);
  const kind = name.length > LONG ? "talk long" : "talk";
  if (talk.state === "waiting_for_you")
    return (
      <Page title={name} heading={name} back="/talks" name={kind}>
        <WaitsForYou talk={talk} />
        <Endings talk={talk} />
      </Page>
    );
  return (
    <Page title={name} heading={name} back="/talks" name={kind}>
      <div role="status">
        {talk.state === "mutual" ? (
          <Mutual talk={talk} />
        ) : talk.badge ? (
          <p class="word">{t("waiting-for-name")}</p>
        ) : (
          <YesIsMissing name={givenNameOf(talk)} />
        )}
      </div>
      <Unsent unsent={talk.unsent} />
      {talk.with.ask_me_about && (
        <p class="ask-about">
          <Say k="talk.ask-about" topic={talk.with.ask_me_about} />
        </p>
      )}
      {talk.badge && <WhoWasThat badge={talk.badge} key={talk.badge} />}
      {refusal && <OneRefusal refusal={refusal} />}
      <TheirCard
        met={{ talk: talk.id, event: talk.event, name: talk.with.name, card: talk.with.card }}
      />
      {!talk.badge && <MyCardHere talk={talk} />}
      <Promises talk={talk} />
      <Questions talk={talk} />
      <RemindedOf talk={talk} />
      <p class="muted">{t("talk.private")}</p>
      {isFreshAt(talk.id) && <Done />}
      <Endings talk={talk} />
    </Page>
  );
}

function YesIsMissing({ name }: { name: string }) {
  return (
    <p class="word">
      <Waiting />
      <span>
        <Say k="waiting-for-them" name={name} />
      </span>
    </p>
  );
}

/** After a yes the shortest path is this one tap. */
function Done() {
  return (
    <div class="done">
      <button type="button" class="main" onClick={() => go("/talks")}>
        {t("done")}
      </button>
    </div>
  );
}

/** Both have said yes. Said a moment ago, the names come together once; afterwards they stand. */
export function Mutual({ talk }: { talk: LocalTalk }) {
  const moving = useMemo(() => firstSight(talk.id), [talk.id]);
  return (
    <div class={moving ? "moment moving" : "moment"}>
      <p class="names" aria-hidden="true">
        <bdi class="mine">{person.value?.given_name}</bdi>
        <Both />
        <bdi class="theirs">{givenNameOf(talk)}</bdi>
      </p>
      <p>{t("mutual")}</p>
    </div>
  );
}

/** What the talk brought back to me; the follow-up makes it the first sentence of a message. */
export function RemindedOf({ talk }: { talk: LocalTalk }) {
  const writing = useWriting();
  return (
    <section>
      <h2>{t("reminded.title")}</h2>
      <NoteField
        label={t("reminded.label")}
        placeholder={t("reminded.example")}
        text={talk.reminded_of ?? ""}
        onText={(typed) => writeRemindedOf(talk.id, typed)}
        writing={writing}
      />
      <Trouble problem={writing.problem} />
    </section>
  );
}

/** Taking back my yes, and blocking: both explain themselves first, and the other side is not told. */
export function Endings({ talk }: { talk: LocalTalk }) {
  const name = givenNameOf(talk);
  async function takeBack() {
    go("/talks", { replace: true });
    sayNo(talk, "withdraw", "taken-back", name);
  }
  async function shutOut() {
    go("/talks", { replace: true });
    sayNo(talk, "block", "blocked", name);
  }
  return (
    <section class="endings">
      {talk.state !== "waiting_for_you" && (
        <Sure label={t("take-back")} onYes={takeBack}>
          <Say k="take-back.sure" name={name} />
        </Sure>
      )}
      {!talk.badge && (
        <Sure label={talk.with.name ? t("block", { name }) : t("block.left")} onYes={shutOut}>
          <Say k="block.sure" name={name} />
        </Sure>
      )}
    </section>
  );
}
