/** One person on the list: badge and PIN, what can be corrected, a new badge, and taking them off. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { goFromHere } from "../../page/route";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/say";
import { speak } from "../../ui/spoken";
import { Sure } from "../../ui/sure";
import { steps } from "../state/event";
import { invite } from "../state/invitations";
import { change, holder, reissue, remove } from "../state/people";
import type { Holder, OwnEvent } from "../types";
import { EventPage } from "../ui/event-page";
import { HolderCard } from "./people/holder-card";
import { PersonForm } from "./people/person-form";
import { PrintOne } from "./people/print-one";
import { standing } from "./people/standing";
import { WayIn } from "./people/way-in";
import "../../style/office-people.css";

export function OnePerson({ slug, id }: { slug: string; id: string }) {
  return (
    <EventPage slug={slug} title={t("person.title")} desk>
      {(event) => <Shown event={event} id={id} />}
    </EventPage>
  );
}

function Shown({ event, id }: { event: OwnEvent; id: string }) {
  const person = useSignal<Holder | null>(null);
  const attempt = useAttempt();
  const bring = () =>
    void attempt.run(async () => {
      person.value = await holder(event.slug, id);
    });
  useEffect(bring, [event.slug, id]);
  const one = person.value;
  return (
    <>
      <a class="quiet" href={`/events/${event.slug}/people`}>
        {t("person.all")}
      </a>
      <Trouble problem={attempt.problem.value} />
      {one && <One event={event} one={one} onChange={(now) => (person.value = now)} />}
    </>
  );
}

interface Props {
  event: OwnEvent;
  one: Holder;
  onChange: (now: Holder) => void;
}

function One({ event, one, onChange }: Props) {
  const { slug, role } = event;
  return (
    <>
      <h2>
        <bdi>{one.name}</bdi>
      </h2>
      <p class="muted">{standing(one)}</p>
      <HolderCard slug={slug} holder={one} />
      {one.badge && <PrintOne slug={slug} holder={one} />}
      {one.badge && <Lost slug={slug} one={one} onChange={onChange} />}
      {role === "organizer" && <Invite slug={slug} one={one} />}
      {role === "organizer" && !one.removed_at && (
        <PersonForm slug={slug} one={one} onChange={onChange} key={one.participant_id} />
      )}
      {role === "organizer" && <WayIn slug={slug} one={one} key={`in ${one.participant_id}`} />}
      {role === "organizer" && <Membership slug={slug} one={one} onChange={onChange} />}
    </>
  );
}

function Lost({ slug, one, onChange }: Omit<Props, "event"> & { slug: string }) {
  async function renew() {
    onChange(await reissue(slug, one.participant_id ?? ""));
    speak(t("person.reissued"));
  }
  return (
    <Sure label={t("person.lost")} yes={t("person.reissue")} onYes={renew} key={one.badge}>
      {t(one.pin ? "person.lost-sure-pin" : "person.lost-sure")}
    </Sure>
  );
}

function Invite({ slug, one }: { slug: string; one: Holder }) {
  const attempt = useAttempt();
  if (!one.email || !one.badge || !steps.value?.mails_leave) return null;
  return (
    <div>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => invite(slug, [one.participant_id ?? ""]))}
      >
        {t(one.invited_at ? "person.invite-again" : "person.invite")}
      </button>
      <p role="status">{attempt.done.value && t("person.invite-queued")}</p>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}

function Membership({ slug, one, onChange }: Omit<Props, "event"> & { slug: string }) {
  const id = one.participant_id ?? "";
  async function off() {
    const goOn = goFromHere();
    if (await remove(slug, id)) goOn(`/events/${slug}/people`, { replace: true });
    else onChange(await holder(slug, id));
  }
  if (one.removed_at)
    return (
      <Sure
        label={t("person.take-back")}
        onYes={async () => onChange(await change(slug, id, { removed: false }))}
      >
        <Say k="person.take-back-sure" name={one.name} />
      </Sure>
    );
  return (
    <Sure label={t("person.remove")} yes={t("remove")} onYes={off}>
      <Say k={one.joined_at ? "person.remove-sure-joined" : "person.remove-sure"} name={one.name} />
    </Sure>
  );
}
