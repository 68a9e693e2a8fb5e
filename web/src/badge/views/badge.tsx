/** My badge, large, for others to scan; beneath it what one may ask me about. */
import { useEffect } from "preact/hooks";
import type { Participation } from "../../api/types";
import { t } from "../../i18n/text";
import { shown } from "../../rules/code";
import { current, person } from "../../sign-in/session";
import { isAskedAbout, toAskAbout } from "../../talk/asking";
import { timeToLookBack } from "../../talk/enough";
import { EnoughForToday, WaitsForYou } from "../../talk/views/waits";
import { LazyPart } from "../../ui/lazy";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { useAwake } from "../../ui/wake";
import { pictureOf } from "../picture";
import { AskMeAbout } from "./ask-me-about";
import { Deck } from "./deck";
import { WholeScreen } from "./whole-screen";

const Foot = () => import("./foot");

/** Longer names than this are written smaller, so that the symbol stays in sight. */
const LONG = 28;

export function MyBadge() {
  useAwake();
  const here = current.value;
  if (!here?.badge) return <NoEvent />;
  return (
    <Page title={t("badge.title")} heading={here.event.name} name="badge">
      <Asks />
      <Picture here={here} code={here.badge.code} key={here.badge.code} />
      <EnoughForToday />
      {timeToLookBack.value && (
        <a class="button" href="/me/look-back">
          {t("look-back.title")}
        </a>
      )}
      {!here.ask_me_about && <AskMeAbout />}
      {person.value?.quiet && <p class="muted">{t("quiet.enough")}</p>}
      <Deck />
      <LazyPart load={Foot} />
    </Page>
  );
}

/** Only the first: one thing to answer at a time. */
function Asks() {
  const talk = toAskAbout.value;
  useEffect(() => {
    if (talk) isAskedAbout(talk.id);
  }, [talk?.id]);
  return talk ? <WaitsForYou talk={talk} key={talk.id} /> : null;
}

function NoEvent() {
  return (
    <Page title={t("badge.title")}>
      <p>{t("badge.no-event")}</p>
    </Page>
  );
}

/** As on the printed one; the code can be read out or typed where the symbol does not come. */
function Picture({ here, code }: { here: Participation; code: string }) {
  const picture = pictureOf(code);
  const name = person.value?.name ?? "";
  return (
    <figure class="my-badge">
      <p class={name.length > LONG ? "holder long" : "holder"}>
        <bdi>{name}</bdi>
      </p>
      {here.ask_me_about && (
        <p class="topic">
          <Say k="badge.ask" topic={here.ask_me_about} />
        </p>
      )}
      {picture === null && <p class="missing">{t("badge.missing")}</p>}
      {picture === undefined && <div class="symbol" aria-busy="true" />}
      {picture && <img class="symbol" src={picture} alt={t("badge.picture", { name })} />}
      <figcaption>
        <span class="hidden">{t("badge.code")}</span> <strong class="code">{shown(code)}</strong>
        {picture && <WholeScreen picture={picture} name={name} code={code} />}
      </figcaption>
    </figure>
  );
}
