/** Leaving as a good-bye: take everything along, say what stays with the others, then go. */

import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { current, me, person } from "../../sign-in/session";
import { Choice } from "../../ui/choice";
import { Page } from "../../ui/page";
import { Say } from "../../ui/say";
import { Swap } from "../../ui/swap";
import { LastWord } from "./last-word";
import { TakeAlong } from "./take-along";

/** Who is at one event and organizes none leaves altogether with it. */
function mayLeaveOne(): boolean {
  const places = me.value?.participations.length ?? 0;
  return places > 1 || (places === 1 && person.value?.organizer === true);
}

export function Leave() {
  const onlyHere = useSignal<boolean | null>(mayLeaveOne() ? null : false);
  const leaveCard = useSignal<boolean | null>(current.value ? null : false);
  const decided = useSignal(false);
  function submit(event: Event) {
    event.preventDefault();
    decided.value = true;
  }
  return (
    <Page title={t("leave.title")} back="/me">
      <p>{t("leave.lead")}</p>
      <TakeAlong />
      {person.value?.organizer && <p>{t("leave.organizer")}</p>}
      <Swap shows={decided.value}>
        {decided.value ? (
          <LastWord
            onlyHere={onlyHere.value ?? false}
            leaveCard={leaveCard.value ?? false}
            onBack={() => (decided.value = false)}
          />
        ) : (
          <form onSubmit={submit}>
            {mayLeaveOne() && (
              <WhatToLeave chosen={onlyHere.value} onPick={(only) => (onlyHere.value = only)} />
            )}
            {current.value && (
              <WhatStays chosen={leaveCard.value} onPick={(stays) => (leaveCard.value = stays)} />
            )}
            <button type="submit">{t("next")}</button>
          </form>
        )}
      </Swap>
    </Page>
  );
}

interface Question {
  chosen: boolean | null;
  onPick: (answer: boolean) => void;
}

function WhatToLeave({ chosen, onPick }: Question) {
  return (
    <fieldset class="choices">
      <legend>{t("leave.what")}</legend>
      <Choice group="what" required checked={chosen === true} onPick={() => onPick(true)}>
        <Say k="leave.event" event={current.value?.event.name} />
      </Choice>
      <Choice group="what" required checked={chosen === false} onPick={() => onPick(false)}>
        {t("leave.all")}
      </Choice>
    </fieldset>
  );
}

function WhatStays({ chosen, onPick }: Question) {
  return (
    <fieldset class="choices">
      <legend>{t("leave.card")}</legend>
      <Choice group="card" required checked={chosen === true} onPick={() => onPick(true)}>
        {t("leave.card-yes")}
      </Choice>
      <Choice group="card" required checked={chosen === false} onPick={() => onPick(false)}>
        {t("leave.card-no")}
      </Choice>
    </fieldset>
  );
}
