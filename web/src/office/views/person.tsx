/** One person on the list: badge and PIN, what can be corrected, a new badge, and taking them off. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { goFromHere } from "../../page/route";
import { announce } from "../../ui/announce";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/sentence";
import { Sure } from "../../ui/sure";
import { steps } from "../state/event";
import { invite } from "../state/invitations";
import { change, fetchHolder, reissue, remove } from "../state/people";
import type { Holder, OwnEvent } from "../types";
import { EventPage } from "../ui/event-page";
import { HolderCard, standing } from "./people/holder-card";
import { PersonForm } from "./people/person-form";
import { PrintOne } from "./people/print-one";
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
      person.value = await fetchHolder(event.slug, id);
    });
  useEffect(bring, [event.slug, id]);
  const holder = person.value;
  return (
    <>
      <a class="quiet" href={`/events/${event.slug}/people`}>
        {t("person.all")}
      </a>
      <Trouble problem={attempt.problem.value} />
      {holder && <One event={event} holder={holder} onChange={(now) => (person.value = now)} />}
    </>
  );
}

interface Props {
  event: OwnEvent;
  holder: Holder;
  onChange: (now: Holder) => void;
}

function One({ event, holder, onChange }: Props) {
  const { slug, role } = event;
  return (
    <>
      <h2>
        <bdi>{holder.name}</bdi>
      </h2>
      <p class="muted">{standing(holder)}</p>
      <HolderCard slug={slug} holder={holder} />
      {holder.badge && <PrintOne slug={slug} holder={holder} />}
      {holder.badge && <Lost slug={slug} holder={holder} onChange={onChange} />}
      {role === "organizer" && <Invite slug={slug} holder={holder} />}
      {role === "organizer" && !holder.removed_at && (
        <PersonForm slug={slug} holder={holder} onChange={onChange} key={holder.participant_id} />
      )}
      {role === "organizer" && (
        <WayIn slug={slug} holder={holder} key={`in ${holder.participant_id}`} />
      )}
      {role === "organizer" && <Membership slug={slug} holder={holder} onChange={onChange} />}
    </>
  );
}

function Lost({ slug, holder, onChange }: Omit<Props, "event"> & { slug: string }) {
  async function renew() {
    onChange(await reissue(slug, holder.participant_id ?? ""));
    announce(t("person.reissued"));
  }
  return (
    <Sure label={t("person.lost")} yes={t("person.reissue")} onYes={renew} key={holder.badge}>
      {t(holder.pin ? "person.lost-sure-pin" : "person.lost-sure")}
    </Sure>
  );
}

function Invite({ slug, holder }: { slug: string; holder: Holder }) {
  const attempt = useAttempt();
  if (!holder.email || !holder.badge || !steps.value?.mails_leave) return null;
  return (
    <div>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => invite(slug, [holder.participant_id ?? ""]))}
      >
        {t(holder.invited_at ? "person.invite-again" : "person.invite")}
      </button>
      <p role="status">{attempt.done.value && t("person.invite-queued")}</p>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}

function Membership({ slug, holder, onChange }: Omit<Props, "event"> & { slug: string }) {
  const id = holder.participant_id ?? "";
  async function off() {
    const goOn = goFromHere();
    if (await remove(slug, id)) goOn(`/events/${slug}/people`, { replace: true });
    else onChange(await fetchHolder(slug, id));
  }
  if (holder.removed_at)
    return (
      <Sure
        label={t("person.take-back")}
        onYes={async () => onChange(await change(slug, id, { removed: false }))}
      >
        <Say k="person.take-back-sure" name={holder.name} />
      </Sure>
    );
  return (
    <Sure label={t("person.remove")} yes={t("remove")} onYes={off}>
      <Say
        k={holder.joined_at ? "person.remove-sure-joined" : "person.remove-sure"}
        name={holder.name}
      />
    </Sure>
  );
}
