/** What this one person may have of mine: asked at the first yes, a switch from then on. */
import { useSignal } from "@preact/signals";
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { current } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/sentence";
import { cardWasAsked, FIELDS, isCardToAsk, isEmpty } from "../card";
import { givenNameOf } from "../talks";
import { setCardShown, tellCardKept } from "../undo";
import { CardForm } from "./card-form";

export function MyCardHere({ talk }: { talk: Talk }) {
  const card = current.value?.card ?? {};
  if (talk.event !== current.value?.event.slug || talk.with.left) return null;
  if (isCardToAsk()) return <AskForCard name={givenNameOf(talk)} />;
  if (isEmpty(card)) return <ShowsNothing />;
  return (
    <Shows talk={talk} what={FIELDS.filter((field) => card[field]).map((field) => t(field))} />
  );
}

function AskForCard({ name }: { name: string }) {
  return (
    <section class="raised" aria-label={t("card.mine")}>
      <p>
        <Say k="card.ask" name={name} />
      </p>
      <CardForm later={{ word: t("later"), do: cardWasAsked }} onKept={tellCardKept} />
    </section>
  );
}

function ShowsNothing() {
  return (
    <p class="muted">
      {t("card.none-mine")} <a href="/me/card">{t("card.choose")}</a>
    </p>
  );
}

function Shows({ talk, what }: { talk: Talk; what: string[] }) {
  const attempt = useAttempt();
  const wanted = useSignal<boolean | null>(null);
  const name = givenNameOf(talk);
  async function choose(shown: boolean) {
    wanted.value = shown;
    await attempt.run(() => setCardShown(talk, shown, name));
    wanted.value = null;
  }
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={wanted.value ?? talk.card_shown}
          aria-disabled={attempt.busy.value}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        <span>
          <Say k="card.shown" name={name} what={what.join(", ")} />
        </span>
      </label>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
