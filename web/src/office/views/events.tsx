/** The events that I run or help at, and the way to a new one. */
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Way } from "../../ui/choice";
import { Forward } from "../../ui/icons";
import { Page } from "../../ui/page";
import { events, loadEvents } from "../state/event";
import type { OwnEvent } from "../types";
import { When } from "../ui/when";

export function Events() {
  const attempt = useAttempt();
  const bring = () => void attempt.run(loadEvents);
  useEffect(bring, []);
  const organizes = person.value?.organizer;
  return (
    <Page title={t("office.events")} name="office">
      <Trouble problem={attempt.problem.value} />
      {events.value?.length === 0 && <p>{t("events.none")}</p>}
      <ul class="rows">
        {events.value?.map((event) => (
          <One key={event.slug} event={event} />
        ))}
      </ul>
      {organizes && (
        <a class="button main" href="/new-event">
          {t("events.new")}
        </a>
      )}
      {organizes && <Way to="/tokens" word="tokens.title" />}
    </Page>
  );
}

function One({ event }: { event: OwnEvent }) {
  return (
    <li>
      <a class="row" href={`/events/${event.slug}`}>
        <span class="who">
          <bdi class="name">{event.name}</bdi>
          <span class="muted">
            <When event={event} />
          </span>
        </span>
        <Forward />
      </a>
    </li>
  );
}
