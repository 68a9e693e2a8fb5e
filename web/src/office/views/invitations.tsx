/** The invitations by mail; where no mail leaves this machine, what is handed out instead. */
import { useSignal } from "@preact/signals";
import { counted } from "../../i18n/intl";
import { t } from "../../i18n/text";
import { Trouble } from "../../ui/attempt";
import { Sure } from "../../ui/sure";
import { steps } from "../state/event";
import { far, invite, inviteAgain, lookAtInvitations, previewOf } from "../state/invitations";
import type { OwnEvent, Sending, Steps } from "../types";
import { EventPage } from "../ui/event-page";
import { Failures } from "../ui/failures";
import { MailPreview } from "../ui/mail-preview";
import { usePoll } from "../ui/poll";
import { HandOut } from "./invitations/hand-out";

/** While mails go out the page looks again, in milliseconds. */
const SOON = 2_000;

export function Invitations({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.invitations")}>
      {(event) => steps.value && <Far event={event} step={steps.value} />}
    </EventPage>
  );
}

function Far({ event, step }: { event: OwnEvent; step: Steps }) {
  const attempt = usePoll({ slug: event.slug, ask: lookAtInvitations, pause: SOON });
  const now = far.value?.slug === event.slug ? far.value.now : null;
  return (
    <>
      {!step.mails_leave && <HandOut slug={event.slug} step={step} />}
      {step.mails_leave && <ByMail slug={event.slug} step={step} />}
      {now && <Progress now={now} />}
      <Trouble problem={attempt.problem.value} />
      {now && <Failures slug={event.slug} failures={now.failures} again={inviteAgain} />}
      {step.mails_leave && step.listed > 0 && (
        <MailPreview about="invitations.preview-about" load={() => previewOf(event.slug)} />
      )}
    </>
  );
}

function ByMail({ slug, step }: { slug: string; step: Steps }) {
  const queued = useSignal(0);
  const { listed, uninvited, without_address } = step;
  if (listed === 0) return <p>{t("step.invitations-none")}</p>;
  return (
    <>
      {uninvited > 0 && <p>{counted("step.uninvited", uninvited)}</p>}
      {uninvited === 0 && step.invited > 0 && <p>{t("step.invited")}</p>}
      {without_address > 0 && <p>{counted("step.without-address", without_address)}</p>}
      {uninvited > 0 && (
        <Sure
          label={counted("invitations.send", uninvited)}
          yes={t("invitations.send-yes")}
          onYes={async () => {
            queued.value = await invite(slug);
          }}
        >
          {counted("invitations.send-sure", uninvited)}
        </Sure>
      )}
      <p role="status">{queued.value > 0 && counted("invitations.queued", queued.value)}</p>
    </>
  );
}

function Progress({ now: { queued, sent, failed } }: { now: Sending }) {
  const whole = queued + sent + failed;
  if (whole === 0) return null;
  return (
    <section role="status">
      <p>
        {queued > 0
          ? t("invitations.sending", { done: String(sent + failed), of: String(whole) })
          : counted("invitations.sent", sent)}
      </p>
      {queued > 0 && (
        <progress aria-label={t("invitations.progress")} value={sent + failed} max={whole} />
      )}
    </section>
  );
}
