/** The mail the morning after: when, how far, whom it could not reach; sending it now; how it looks. */
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Sure } from "../../ui/sure";
import { failedOf } from "../rules/steps";
import { sending, steps } from "../state/event";
import { lookAtSending, previewOf, sendAgain, sendNow } from "../state/follow-up";
import type { OwnEvent, Progress } from "../types";
import { EventPage } from "../ui/event-page";
import { Failures } from "../ui/failures";
import { MailPreview } from "../ui/mail-preview";
import { NoMail } from "../ui/no-mail";
import { moment } from "../ui/when";

/** While mails go out the page looks again, in milliseconds. */
const SOON = 2_000;
const LATER = 30_000;

export function FollowUp({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.follow-up")}>
      {(event) => (
        <>
          <NoMail />
          {sending.value && <Far event={event} far={sending.value} />}
          <MailPreview about="follow-up.preview-about" load={() => previewOf(slug)} />
        </>
      )}
    </EventPage>
  );
}

function Far({ event, far }: { event: OwnEvent; far: Progress }) {
  const attempt = useLooking(event.slug, far.state === "sending" ? SOON : LATER);
  return (
    <>
      <p role="status">{told(event, far)}</p>
      {far.state === "sending" && <Bar far={far} />}
      <Trouble problem={attempt.problem.value} />
      <Failures slug={event.slug} failures={far.failures} again={sendAgain} />
      {far.state === "scheduled" && (
        <>
          <p class="muted">{t("follow-up.by-itself")}</p>
          <a class="quiet" href={`/events/${event.slug}/settings`}>
            {t("follow-up.when-else")}
          </a>
          <Sure
            label={t("follow-up.now")}
            yes={t("follow-up.now-yes")}
            onYes={() => sendNow(event.slug)}
          >
            {t("follow-up.now-sure", { when: moment(far.at, event.time_zone) })}
          </Sure>
        </>
      )}
    </>
  );
}

/** Ask again and again how far it is; a look that fails is told, and the next one may go well. */
function useLooking(slug: string, pause: number) {
  const attempt = useAttempt();
  useEffect(() => {
    const timer = setInterval(() => void attempt.run(() => lookAtSending(slug)), pause);
    return () => clearInterval(timer);
  }, [slug, pause]);
  return attempt;
}

function told(event: OwnEvent, far: Progress): string {
  const { state, at } = far;
  const when = moment(at, event.time_zone);
  if (state === "scheduled") return t(toFolder() ? "follow-up.writes" : "follow-up.goes", { when });
  if (state === "sending") return t("follow-up.sending", { when });
  return t(failedOf(far) > 0 ? "follow-up.sent-but" : "follow-up.sent", { when });
}

const toFolder = () => steps.value?.mails_leave === false;

function Bar({ far: { sent, failed, queued } }: { far: Progress }) {
  const done = (sent ?? 0) + (failed ?? 0);
  const whole = done + (queued ?? 0);
  return (
    <progress
      aria-label={t("follow-up.progress")}
      value={whole ? done : undefined}
      max={whole || 1}
    />
  );
}
