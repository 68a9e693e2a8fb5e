/** What this one person may have of mine: asked at the first yes, a switch from then on. */
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { cardWasAsked, FIELDS, isCardToAsk, isEmpty } from "../../state/card";
import { current } from "../../state/session";
import { showCard } from "../../state/talks";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/say";
import { CardForm } from "../card-form";

export function MyCardHere({ talk }: { talk: Talk }) {
  const card = current.value?.card ?? {};
  if (talk.event !== current.value?.event.slug || talk.with.left) return null;
  if (isCardToAsk()) return <AskForCard name={talk.with.given_name ?? t("someone")} />;
  if (isEmpty(card)) return <ShowsNothing />;
  return <Shows talk={talk} what={FIELDS.filter((one) => card[one]).map((one) => t(one))} />;
}

function AskForCard({ name }: { name: string }) {
  return (
    <section class="raised" aria-label={t("card.mine")}>
      <p>
        <Say k="card.ask" name={name} />
      </p>
      <CardForm later={{ word: t("later"), do: cardWasAsked }} onKept={() => {}} />
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
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={talk.card_shown}
          aria-disabled={attempt.busy.value}
          onChange={(event) => {
            const shown = event.currentTarget.checked;
            void attempt.run(() => showCard(talk.id, shown));
          }}
        />
        <span>
          <Say k="card.shown" name={talk.with.given_name ?? t("someone")} what={what.join(", ")} />
        </span>
      </label>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
