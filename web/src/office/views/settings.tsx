/** What an event is called, when it is, how long it is kept; and ending it. */
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { goFromHere } from "../../page/route";
import { useAttempt } from "../../ui/attempt";
import { Sure } from "../../ui/sure";
import { draftOf } from "../rules/event-form";
import { changeEvent, endEvent } from "../state/changes";
import { sending } from "../state/event";
import type { OwnEvent } from "../types";
import { Save, useDraft } from "../ui/draft";
import { EventPage } from "../ui/event-page";
import { EventForm } from "./form";

export function Settings({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("settings.title")}>
      {(event) => (
        <>
          <Form event={event} />
          <End event={event} />
        </>
      )}
    </EventPage>
  );
}

function Form({ event }: { event: OwnEvent }) {
  const { slug } = event;
  const writing = useDraft(`settings ${slug}`, draftOf(event));
  const attempt = useAttempt();
  async function save(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      const goOn = goFromHere();
      const changed = await changeEvent(slug, writing.base, writing.now);
      writing.settle();
      if (changed.slug !== slug) goOn(`/events/${changed.slug}/settings`, { replace: true });
    });
  }
  return (
    <form onSubmit={save}>
      <EventForm
        draft={writing.now}
        onChange={writing.write}
        problem={attempt.problem.value}
        begun={sending.value !== null && sending.value.state !== "scheduled"}
      />
      <Save writing={writing} attempt={attempt} />
    </form>
  );
}

function End({ event }: { event: OwnEvent }) {
  async function end() {
    const goOn = goFromHere();
    if (!(await endEvent(event.slug))) return;
    goOn("/events", { replace: true });
    showNotice({ key: "end.gone", values: { event: event.name } });
  }
  return (
    <section>
      <h2>{t("end.title")}</h2>
      {event.erasure_asked_at ? (
        <p>{t("end.asked")}</p>
      ) : (
        <Sure label={t("end.title")} yes={t("end.yes")} onYes={end}>
          {t("end.sure")}
        </Sure>
      )}
    </section>
  );
}
