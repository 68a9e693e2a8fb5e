/** A page of one event: it comes once the event is known, and only for those it is for. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Sign } from "../../ui/icons";
import { Page } from "../../ui/page";
import { eventAt, openEvent, steps } from "../state/event";
import type { OwnEvent } from "../types";

interface Props {
  slug: string;
  /** The page's title; without one it is the event's own page. */
  title?: string;
  /** Whether the desk may see it, too. */
  desk?: boolean;
  children: (event: OwnEvent) => ComponentChildren;
}

export function EventPage({ slug, title, desk, children }: Props) {
  const event = eventAt(slug);
  const attempt = useAttempt();
  const bring = () => void attempt.run(() => openEvent(slug));
  useEffect(bring, [slug]);
  const back = title ? `/events/${slug}` : "/events";
  if (!event)
    return (
      <Page title={title ?? t("office.event")} back={back} name="office" key="coming">
        <Trouble problem={attempt.problem.value} />
        {attempt.problem.value && (
          <button type="button" onClick={bring}>
            {t("again")}
          </button>
        )}
      </Page>
    );
  return (
    <Page
      title={title ? `${title}: ${event.name}` : event.name}
      heading={title}
      back={back}
      name="office"
    >
      {title && (
        <p class="muted">
          <bdi>{event.name}</bdi>
        </p>
      )}
      <Trouble problem={attempt.problem.value} />
      {desk || event.role === "organizer" ? children(event) : <p>{t("office.organizers-only")}</p>}
    </Page>
  );
}

/** Says, where it is so, that no mail leaves this machine. */
export function NoMail() {
  if (steps.value?.mails_leave !== false) return null;
  return (
    <p class="raised no-mail">
      <span>
        <Sign /> {t("office.no-mail")}
      </span>
    </p>
  );
}
