/** The deck after a talk: a tap says "I asked this", another one takes it back. */
import { useRef } from "preact/hooks";
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { newId } from "../../rules/ids";
import { Trouble } from "../../ui/attempt";
import { Tick } from "../../ui/icons";
import { deck } from "../deck";
import { writeQuestion } from "../notes";
import { dropQuestion } from "../undo";
import { useWriting } from "./note-field";
import { MOST } from "./note-list";

/** A second tap within this many milliseconds is the same one, by a hasty finger. */
const HASTE = 600;

export function Asked({ talk }: { talk: Talk }) {
  const { keep, problem } = useWriting();
  const asked = new Map(talk.questions.map((question) => [question.text, question]));
  async function tap(text: string) {
    const question = asked.get(text);
    if (question) await dropQuestion(talk.id, question);
    else if (asked.size < MOST) await writeQuestion(talk.id, newId(), { text });
    else showNotice({ key: "note.no-more" });
  }
  if (deck.value.length === 0) return null;
  return (
    <>
      <p class="muted">{t("deck.after")}</p>
      <ul class="chips" aria-label={t("deck")}>
        {deck.value.map((text) => (
          <li key={text}>
            <Chip text={text} asked={asked.has(text)} onTap={() => keep(tap(text))} />
          </li>
        ))}
      </ul>
      <Trouble problem={problem} />
    </>
  );
}

function Chip({ text, asked, onTap }: { text: string; asked: boolean; onTap: () => void }) {
  const last = useRef(-HASTE);
  function tap({ timeStamp }: MouseEvent) {
    if (timeStamp - last.current > HASTE) onTap();
    last.current = timeStamp;
  }
  return (
    <button type="button" aria-pressed={asked} onClick={tap}>
      {asked && <Tick />}
      <span>{text}</span>
    </button>
  );
}
