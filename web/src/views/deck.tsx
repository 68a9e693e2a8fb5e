/** The event's open questions, one card at a time; after a talk a tap says "I asked this". */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/text";
import { deck } from "../state/deck";
import { Back, Forward } from "../ui/icons";

export function Deck({ onPick }: { onPick?: (question: string) => void }) {
  const at = useSignal(0);
  const cards = useRef<HTMLUListElement>(null);
  const all = deck.value;
  useEffect(() => {
    const card = cards.current?.children[at.value];
    if (card instanceof HTMLElement) cards.current?.scrollTo({ left: offset(card) });
  }, [at.value]);
  if (all.length === 0) return null;
  const step = (by: number) => (at.value = (at.value + by + all.length) % all.length);
  return (
    <section class="deck">
      <div class="deck-head">
        <p class="muted">{t(onPick ? "deck.after" : "deck.before")}</p>
        <button type="button" class="sign" aria-label={t("deck.previous")} onClick={() => step(-1)}>
          <Back />
        </button>
        <button type="button" class="sign" aria-label={t("deck.next")} onClick={() => step(1)}>
          <Forward />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <ul ref={cards} tabIndex={0} aria-label={t("deck")}>
        {all.map((question) => (
          <li key={question}>
            {onPick ? (
              <button type="button" onClick={() => onPick(question)}>
                {question}
              </button>
            ) : (
              <p>{question}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function offset(card: HTMLElement): number {
  return card.offsetLeft - (card.parentElement?.offsetLeft ?? 0);
}
