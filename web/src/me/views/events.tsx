/** Which of my events the app shows. */

import { t } from "../../i18n/text";
import { chooseEvent, current, me } from "../../sign-in/session";
import { Choice } from "../../ui/choice";

export function Events() {
  const all = me.value?.participations ?? [];
  if (all.length < 2) return <bdi class="muted">{current.value?.event.name}</bdi>;
  return (
    <fieldset class="choices">
      <legend>{t("me.event")}</legend>
      {all.map(({ event }) => (
        <Choice
          key={event.slug}
          group="event"
          checked={event.slug === current.value?.event.slug}
          onPick={() => chooseEvent(event.slug)}
        >
          {event.name}
        </Choice>
      ))}
    </fieldset>
  );
}
