/** One talk: who it was, what I keep of it, and what they may have of mine. */
import "../../i18n/later";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { go } from "../../page/route";
import type { LocalTalk as Talk } from "../../sync";
import * as sync from "../../sync";
import { Trouble } from "../../ui/attempt";
import { Waiting } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/say";
import { Unsent } from "../../ui/unsent";
import { refusals } from "../refused";
import { fresh, isFreshAt, talkAt } from "../talks";
import { MyCardHere } from "./card-here";
import { Endings } from "./endings";
import { Mutual } from "./mutual";
import { Promises } from "./promises";
import { Questions } from "./questions";
import { OneRefusal } from "./refused";
import { RemindedOf } from "./reminded-of";
import { TheirCard } from "./their-card";
import { WhoWasThat } from "./unnamed";
import { WaitsForYou } from "./waits";
import { givenNameOf, nameOf } from "./who";

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
  return talk ? <Shown talk={talk} /> : <Fetching />;
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

function Shown({ talk }: { talk: Talk }) {
  const name = nameOf(talk);
  const refusal = refusals.value.find((one) => one.talk?.id === talk.id);
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
      {refusal && <OneRefusal one={refusal} />}
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
