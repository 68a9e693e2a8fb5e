/** The event's open questions before a talk, one card at a time: by swiping, or step by step. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { deck } from "../../talk/deck";
import { Back, Forward } from "../../ui/icons";

export function Deck() {
  const cards = useRef<HTMLUListElement>(null);
  const stepped = useSignal("");
  const at = useRef<number | null>(0);
  const all = deck.value;
  if (all.length === 0) return null;
  function step(by: number) {
    const to = ((at.current ?? cardInSight(cards.current)) + by + all.length) % all.length;
    const card = cards.current?.children[to];
    if (card instanceof HTMLElement) cards.current?.scrollTo({ left: offset(card) });
    at.current = to;
    stepped.value = all[to] ?? "";
  }
  const swiped = () => {
    at.current = null;
  };
  return (
    <section class="deck">
      <div class="deck-head">
        <p class="muted">{t("deck.before")}</p>
        <button type="button" class="sign" aria-label={t("deck.previous")} onClick={() => step(-1)}>
          <Back />
        </button>
        <button type="button" class="sign" aria-label={t("deck.next")} onClick={() => step(1)}>
          <Forward />
        </button>
      </div>
      <ul
        ref={cards}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
        tabIndex={0}
        aria-label={t("deck")}
        onTouchMove={swiped}
        onWheel={swiped}
        onKeyDown={swiped}
      >
        {all.map((question) => (
          <li key={question}>
            <p>{question}</p>
          </li>
        ))}
      </ul>
      <p class="hidden" role="status">
        {stepped.value}
      </p>
    </section>
  );
}

/** Swiping moves the cards without telling: the nearest one counts, in either writing direction. */
function cardInSight(cards: HTMLUListElement | null): number {
  const offs = [...(cards?.children ?? [])].map((card) =>
    Math.abs(offset(card as HTMLElement) - (cards?.scrollLeft ?? 0)),
  );
  return Math.max(0, offs.indexOf(Math.min(...offs)));
}

function offset(card: HTMLElement): number {
  return card.offsetLeft - (card.parentElement?.offsetLeft ?? 0);
}
