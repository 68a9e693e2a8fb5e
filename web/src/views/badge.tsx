/** My badge, large, for others to scan; beneath it what one may ask me about. */
import { useSignal } from "@preact/signals";
import type { Participation } from "../api/types";
import { shown } from "../code";
import { t } from "../i18n/text";
import { current, person, pictureOf } from "../state/session";
import { waitingForMe } from "../state/talks";
import { Page } from "../ui/page";
import { useAwake } from "../ui/wake";
import { AskMeAbout } from "./ask-me-about";
import { Deck } from "./deck";
import { WaitsForYou } from "./waits";

export function MyBadge() {
  useAwake();
  const here = current.value;
  if (!here) return <NoEvent />;
  return (
    <Page title={t("badge.title")} heading={here.event.name} name="badge">
      {!person.value?.quiet &&
        waitingForMe.value.slice(0, 1).map((talk) => <WaitsForYou talk={talk} key={talk.id} />)}
      <Picture here={here} key={here.badge.code} />
      {!here.ask_me_about && <AskMeAbout />}
      {person.value?.quiet && <p class="muted">{t("quiet.enough")}</p>}
      <Deck />
    </Page>
  );
}

function NoEvent() {
  return (
    <Page title={t("badge.title")}>
      <p>{t(person.value?.organizer ? "badge.organizer" : "badge.no-event")}</p>
    </Page>
  );
}

/** The code stands in words too: it can be read out or typed where no picture comes. */
function Picture({ here }: { here: Participation }) {
  const missing = useSignal(false);
  const code = shown(here.badge.code);
  return (
    <figure class="my-badge">
      {missing.value ? (
        <p>{t("badge.missing")}</p>
      ) : (
        <img
          src={pictureOf(here)}
          alt={t("badge.picture", { name: person.value?.name ?? "" })}
          onError={() => (missing.value = true)}
        />
      )}
      <figcaption class={missing.value ? "" : "hidden"}>
        <span>{t("badge.code")}</span> <strong class="code">{code}</strong>
      </figcaption>
    </figure>
  );
}
