/** A new event, empty or like an earlier one. */

import { useEffect } from "preact/hooks";
import { ownZone } from "../../i18n/format";
import { language, t } from "../../i18n/text";
import { goFromHere } from "../../page/route";
import { person } from "../../sign-in/session";
import { useAttempt } from "../../ui/attempt";
import { Page } from "../../ui/page";
import { copiedFrom, type EventDraft, emptyDraft, slugOf, withEnd } from "../rules/event-form";
import { createEvent } from "../state/changes";
import { events, loadEvents } from "../state/event";
import { useDraft } from "../ui/draft";
import { Select } from "../ui/form-field";
import { EventForm } from "./form";

interface Begun {
  form: EventDraft;
  copyOf: string;
  /** Until it is written by hand, the short name follows the name. */
  slugTyped: boolean;
}

const fresh = (): Begun => ({
  form: emptyDraft(ownZone(), language.value),
  copyOf: "",
  slugTyped: false,
});

export function NewEvent() {
  return (
    <Page title={t("events.new")} back="/events" name="office">
      {person.value?.organizer ? <Form /> : <p>{t("office.organizers-only")}</p>}
    </Page>
  );
}

function Form() {
  const { now, write, undo } = useDraft("new-event", fresh());
  const attempt = useAttempt();
  useEffect(() => void loadEvents().catch(() => {}), []); // without them there is nothing to copy
  async function save(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      const goOn = goFromHere();
      const made = await createEvent(now.form, now.copyOf || null);
      undo();
      goOn(`/events/${made.slug}`, { replace: true });
    });
  }
  return (
    <form onSubmit={save}>
      <CopyOf chosen={now.copyOf} onPick={(slug) => write(copy(now, slug))} />
      <EventForm
        draft={now.form}
        onChange={(form) => write(followed(now, form))}
        problem={attempt.problem.value}
        begun={false}
      />
      <button type="submit" class="main" aria-disabled={attempt.busy.value}>
        {t("events.create")}
      </button>
    </form>
  );
}

function CopyOf({ chosen, onPick }: { chosen: string; onPick: (slug: string) => void }) {
  const mine = events.value?.filter((event) => event.role === "organizer") ?? [];
  if (mine.length === 0) return null;
  return (
    <Select
      name="copy_of"
      label={t("events.copy-of")}
      value={chosen}
      onPick={onPick}
      problem={null}
      help={t("events.copy-of-help")}
    >
      <option value="">{t("events.copy-of-none")}</option>
      {mine.map((event) => (
        <option key={event.slug} value={event.slug}>
          {event.name}
        </option>
      ))}
    </Select>
  );
}

function copy(begun: Begun, copyOf: string): Begun {
  const earlier = events.value?.find((event) => event.slug === copyOf);
  return { ...begun, copyOf, form: earlier ? copiedFrom(begun.form, earlier) : begun.form };
}

function followed(before: Begun, form: EventDraft): Begun {
  const slugTyped = before.slugTyped || form.slug !== before.form.slug;
  const named = slugTyped ? form : { ...form, slug: slugOf(form.name) };
  return { ...before, slugTyped, form: withEnd(named) };
}
