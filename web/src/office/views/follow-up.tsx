/** The mail the morning after: when, how far, whom it could not reach; sending it now; how it looks. */
import { t } from "../../i18n/text";
import { Trouble } from "../../ui/attempt";
import { Sure } from "../../ui/sure";
import { failedOf } from "../rules/steps";
import { sending, steps } from "../state/event";
import { lookAtSending, previewOf, sendAgain, sendNow } from "../state/follow-up";
import type { OwnEvent, Progress } from "../types";
import { EventPage, NoMail } from "../ui/event-page";
import { Failures } from "../ui/failures";
import { MailPreview } from "../ui/mail-preview";
import { usePoll } from "../ui/poll";
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
  const pause = far.state === "sending" ? SOON : LATER;
  const attempt = usePoll({ slug: event.slug, ask: lookAtSending, pause, isFresh: true });
  return (
    <>
      <p role="status">{sentenceOf(event, far)}</p>
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

function sentenceOf(event: OwnEvent, far: Progress): string {
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
