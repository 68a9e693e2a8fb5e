/** Leaving as a good-bye: take everything along, say what stays with the others, then go. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { go } from "../../page/route";
import { current, me, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Choice } from "../../ui/choice";
import { download, mustShare, share } from "../../ui/hand-over";
import { Mark } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { Swap } from "../../ui/sure";
import { gone, leaveAltogether, leaveEvent, packed } from "../leaving";

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

/** Everything of mine as a file. An app installed on iOS needs a second tap, which opens its share sheet. */
export function TakeAlong() {
  const ready = useSignal<File | null>(null);
  const attempt = useAttempt();
  const file = ready.value;
  const pack = () =>
    attempt.run(async () => {
      const zip = await packed();
      if (mustShare(zip)) ready.value = zip;
      else download(zip);
    });
  return (
    <div class="offer">
      <button type="button" aria-disabled={attempt.busy.value} onClick={pack}>
        {t("take-along")}
      </button>
      {file && (
        <button type="button" onClick={() => attempt.run(() => share(file))}>
          {t("take-along.share")}
        </button>
      )}
      <p class="muted">{t("take-along.about")}</p>
      <p class="hint" role="status">
        {attempt.done.value && t(file ? "take-along.packed" : "take-along.downloaded")}
      </p>
      <Trouble problem={attempt.problem.value} />
    </div>
  );
}

interface Props {
  /** Only the present event, or altogether. */
  onlyHere: boolean;
  leaveCard: boolean;
  onBack: () => void;
}

/** What leaving means, said once more in full; the tap here is the one that counts. */
export function LastWord({ onlyHere, leaveCard, onBack }: Props) {
  const attempt = useAttempt();
  const here = current.value;
  const leave = () =>
    attempt.run(async () => {
      if (onlyHere && here && (await leaveEvent(here.participant_id, leaveCard)))
        return stay(here.event.name);
      if (!onlyHere) await leaveAltogether(leaveCard);
      go("/good-bye", { replace: true });
    });
  return (
    <div class="sure">
      <p>
        {onlyHere ? <Say k="leave.sure-event" event={here?.event.name} /> : t("leave.sure-all")}
      </p>
      {here && <p>{t(leaveCard ? "leave.card-kept" : "leave.card-gone")}</p>}
      <Trouble problem={attempt.problem.value} />
      <div class="pair">
        <button type="button" aria-disabled={attempt.busy.value} onClick={leave}>
          {t("leave.yes")}
        </button>
        <button type="button" aria-disabled={attempt.busy.value} onClick={onBack}>
          {t("back")}
        </button>
      </div>
    </div>
  );
}

function stay(event: string): void {
  go("/me", { replace: true });
  showNotice({ key: "leave.left-event", values: { event } });
}

/** After leaving: a quiet page that knows nobody any more. */
export function GoodBye() {
  const name = gone.value;
  return (
    <Page
      title={t("good-bye.title")}
      heading={name ? <Say k="good-bye.to" name={name} /> : t("good-bye.title")}
      name="door"
    >
      <div class="emblem">
        <Mark />
      </div>
      <p>{t("good-bye.words")}</p>
      <p class="muted">{t("good-bye.phone")}</p>
    </Page>
  );
}
