/** One question of the deck, in both languages, with its place among the others. */

import type { Key } from "../../../i18n/text";
import { t } from "../../../i18n/text";
import { hintFor } from "../../../rules/hint";
import { Cross, Down, Sign, Up } from "../../../ui/icons";
import type { DeckRow } from "../../rules/deck";

interface Props {
  row: DeckRow;
  place: number;
  last: boolean;
  /** What the server says against either. */
  wrong: { de: string | null; en: string | null };
  onChange: (row: DeckRow) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDrag: () => void;
  onDrop: () => void;
}

export function QuestionRow(props: Props) {
  const { row, place, wrong, onChange, onDrag, onDrop } = props;
  return (
    <li
      class="question-row"
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <span class="grip" draggable title={t("deck-editor.drag")}>
        {place + 1}
      </span>
      <div class="both">
        <Words
          id={`q-${row.id}`}
          language="de"
          text={row.de}
          wrong={wrong.de}
          place={place}
          onText={(de) => onChange({ ...row, de })}
        />
        <Words
          id={`q-${row.id}-en`}
          language="en"
          text={row.en}
          wrong={wrong.en}
          place={place}
          onText={(en) => onChange({ ...row, en })}
        />
      </div>
      <Places {...props} />
    </li>
  );
}

function Places({ place, last, onMove, onRemove }: Props) {
  const named = { place: `${place + 1}` };
  return (
    <div class="places-of">
      <button
        type="button"
        class="sign"
        aria-label={t("deck-editor.up", named)}
        aria-disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Up />
      </button>
      <button
        type="button"
        class="sign"
        aria-label={t("deck-editor.down", named)}
        aria-disabled={last}
        onClick={() => onMove(place + 1)}
      >
        <Down />
      </button>
      <button
        type="button"
        class="sign"
        aria-label={t("deck-editor.remove", named)}
        onClick={onRemove}
      >
        <Cross />
      </button>
    </div>
  );
}

interface WordsProps {
  id: string;
  language: "de" | "en";
  text: string;
  wrong: string | null;
  place: number;
  onText: (text: string) => void;
}

const LABELS: Record<WordsProps["language"], Key> = {
  de: "deck-editor.german",
  en: "deck-editor.english",
};

function Words({ id, language, text, wrong, place, onText }: WordsProps) {
  const hint = text.trim() ? hintFor(text) : null;
  return (
    <div class="field">
      <label for={id}>{t(LABELS[language], { place: `${place + 1}` })}</label>
      <textarea
        id={id}
        rows={1}
        maxLength={1000}
        lang={language}
        dir="auto"
        value={text}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <p class="hint" id={`${id}-hint`} role="status">
        {wrong ? (
          <strong class="wrong">
            <Sign /> {wrong}
          </strong>
        ) : (
          hint && t(hint)
        )}
      </p>
    </div>
  );
}
