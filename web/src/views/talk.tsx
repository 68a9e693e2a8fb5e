/** One talk: who it was, what I keep of it, and what they may have of mine. */
import { useEffect } from "preact/hooks";
import type { Talk } from "../api/types";
import { t } from "../i18n/text";
import { go } from "../route";
import { keepAll } from "../state/notes";
import { fetchOne, fresh, talks } from "../state/talks";
import { Trouble, useAttempt } from "../ui/attempt";
import { Waiting } from "../ui/icons";
import { Page } from "../ui/page";
import { Say } from "../ui/say";
import { MyCardHere } from "./talk/card-here";
import { Endings } from "./talk/endings";
import { Mutual } from "./talk/mutual";
import { Promises } from "./talk/promises";
import { Questions } from "./talk/questions";
import { RemindedOf } from "./talk/reminded-of";
import { TheirCard } from "./talk/their-card";
import { WaitsForYou } from "./waits";

/** Longer names than this are written smaller, so that what follows stays in sight. */
const LONG = 24;

export function TalkView({ id }: { id: string }) {
  const talk = talks.value.get(id);
  useEffect(
    () => () => {
      if (fresh.value === id) fresh.value = null;
    },
    [id],
  );
  return talk ? <Shown talk={talk} /> : <Fetching id={id} />;
}

function Fetching({ id }: { id: string }) {
  const attempt = useAttempt();
  const fetching = () => void attempt.run(() => fetchOne(id));
  useEffect(fetching, [id]);
  const problem = attempt.problem.value;
  if (!problem) return <main class="page" aria-busy="true" />;
  return (
    <Page title={t("talk.title")} back="/talks">
      {problem.kind === "not-found" ? <p>{t("talk.gone")}</p> : <Trouble problem={problem} />}
      {problem.kind !== "not-found" && (
        <button type="button" onClick={fetching}>
          {t("again")}
        </button>
      )}
    </Page>
  );
}

function Shown({ talk }: { talk: Talk }) {
  const name = talk.with.name ?? t("someone");
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
        ) : (
          <YesIsMissing name={talk.with.given_name ?? name} />
        )}
      </div>
      {talk.with.ask_me_about && (
        <p class="ask-about">
          <Say k="talk.ask-about" topic={talk.with.ask_me_about} />
        </p>
      )}
      <TheirCard card={talk.with.card} />
      <MyCardHere talk={talk} />
      <Promises talk={talk} />
      <Questions talk={talk} />
      <RemindedOf talk={talk} />
      <p class="muted">{t("talk.private")}</p>
      {fresh.value === talk.id && <Done talk={talk} />}
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

/** After a yes the shortest path is this one tap; it keeps what is still typed. */
function Done({ talk }: { talk: Talk }) {
  const attempt = useAttempt();
  async function done() {
    if (await attempt.run(() => keepAll(talk.id))) go("/talks");
  }
  return (
    <div class="done">
      <Trouble problem={attempt.problem.value} />
      <button type="button" class="main" aria-disabled={attempt.busy.value} onClick={done}>
        {t("done")}
      </button>
    </div>
  );
}
