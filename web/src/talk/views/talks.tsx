/** The people I talked with at this event, newest first and uncounted. */
import { day, t, time } from "../../i18n/text";
import { current, person } from "../../sign-in/session";
import { type LocalTalk, loaded, problem, retry } from "../../sync";
import { Trouble } from "../../ui/attempt";
import { Both, Forward, Mark, Waiting } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Unsent } from "../../ui/sentence";
import { enough } from "../enough";
import { mine, waitingForMe } from "../talks";
import { EnoughForToday, WaitsForYou } from "./waits";

export function TalkList() {
  const here = current.value;
  return (
    <Page title={t("talks.title")}>
      <Unreached />
      {enough.value ? (
        <EnoughForToday />
      ) : (
        waitingForMe.value.map((talk) => <WaitsForYou talk={talk} key={talk.id} />)
      )}
      {loaded.value && mine.value.length === 0 && <Nothing />}
      <ul class="rows">
        {mine.value.map((talk) => (
          <Row talk={talk} key={talk.id} />
        ))}
      </ul>
      {here && mine.value.length > 0 && <FollowUpLink />}
    </Page>
  );
}

function Unreached() {
  if (loaded.value || !problem.value) return null;
  return (
    <>
      <Trouble problem={problem.value} />
      <button type="button" onClick={retry}>
        {t("again")}
      </button>
    </>
  );
}

function Nothing() {
  return (
    <div class="nothing">
      <Mark />
      <p>{t(person.value?.quiet ? "quiet.enough" : "talks.none")}</p>
    </div>
  );
}

function Row({ talk }: { talk: LocalTalk }) {
  const zone = current.value?.event.time_zone;
  const mutual = talk.state === "mutual";
  return (
    <li>
      <a class="row" href={`/talks/${talk.id}`}>
        <span class={talk.unsent ? "state dashed" : "state"}>
          {mutual ? <Both /> : <Waiting />}
        </span>
        <span class="who">
          <bdi class="name">{talk.with.name ?? t("someone")}</bdi>
          <span class="muted">
            {t(mutual ? "state.mutual" : "state.waiting-for-them")} · {day(talk.began_at, zone)},{" "}
            {time(talk.began_at, zone)} <Unsent unsent={talk.unsent} />
          </span>
        </span>
        <Forward />
      </a>
    </li>
  );
}

function FollowUpLink() {
  return (
    <a class="button" href="/follow-up">
      {t("follow-up.open")}
    </a>
  );
}
