/** One page per event: its four steps, each with its state, and the ways to the rest. */
import { t } from "../../i18n/text";
import { Way } from "../../ui/choice";
import type { OwnEvent } from "../types";
import { EventPage, NoMail } from "../ui/event-page";
import { When } from "../ui/when";
import { FourSteps } from "./event/four-steps";
import { Pulse } from "./event/pulse";

export function EventView({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} desk>
      {(event) => (
        <>
          <p class="muted">
            <When event={event} />
          </p>
          {event.role === "organizer" ? <Whole event={event} /> : <Desk slug={slug} />}
        </>
      )}
    </EventPage>
  );
}

function Whole({ event }: { event: OwnEvent }) {
  return (
    <>
      {event.erasure_asked_at && <p>{t("end.asked")}</p>}
      <NoMail />
      <FourSteps event={event} />
      <Pulse event={event} />
      <nav aria-label={t("office.more")}>
        <Way to={`/events/${event.slug}/settings`} word="settings.title" />
        <Way to={`/events/${event.slug}/deck`} word="deck-editor.title" />
        <Way to={`/events/${event.slug}/shop`} word="shop.title" />
        <Way to={`/events/${event.slug}/team`} word="team.title" />
      </nav>
    </>
  );
}

/** Whoever helps at the desk finds people, and those who come without being on the list. */
function Desk({ slug }: { slug: string }) {
  return (
    <>
      <p>{t("desk.lead")}</p>
      <Way to={`/events/${slug}/people`} word="step.people" />
    </>
  );
}
