/** What I want to do for them; it stands above the questions: giving first. */
import type { Promised, PromiseState, Talk } from "../../api/types";
import { date, type Key, t } from "../../i18n/text";
import type { Mark } from "../../sync";
import { Trouble } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { writePromise } from "../notes";
import { dropPromise, STATES, setState } from "../undo";
import { Note } from "./note";
import { useWriting } from "./note-field";
import { type Hand, NoteList } from "./note-list";

const blank = (id: string): Promised => ({ id, text: "", due: null, state: "open" });

export function Promises({ talk }: { talk: Talk }) {
  return (
    <section>
      <h2>{t("promise.title")}</h2>
      <PromiseList talk={talk.id} promises={talk.promises} blank={blank} />
    </section>
  );
}

type NotedPromise = Promised & Partial<Mark>;

interface ListProps {
  talk: string;
  promises: NotedPromise[];
  blank?: typeof blank | undefined;
}

export function PromiseList({ talk, promises, blank }: ListProps) {
  return (
    <NoteList
      notes={promises}
      blank={blank}
      row={(promise, hand) => <OnePromise talk={talk} promise={promise} hand={hand} />}
    />
  );
}

interface Props {
  talk: string;
  promise: NotedPromise;
  hand: Hand;
}

function OnePromise({ talk, promise, hand }: Props) {
  const { id, due } = promise;
  return (
    <Note
      hand={hand}
      label={t(hand.another ? "promise.another" : "promise.label")}
      placeholder={t("promise.example")}
      text={promise.text}
      mark={promise}
      write={(text) => writePromise(talk, id, { text }, promise)}
      remove={() => dropPromise(talk, promise)}
      open={t("change")}
      more={({ keep }) => (
        <Field
          label={t("promise.due")}
          value={due ?? ""}
          onText={(picked) => keep(writePromise(talk, id, { due: picked || null }))}
          with={{ type: "date" }}
        />
      )}
    >
      {due && <p class="muted">{t("promise.until", { date: date(due) })}</p>}
      <States talk={talk} promise={promise} />
    </Note>
  );
}

function States({ talk, promise }: { talk: string; promise: Promised }) {
  const { keep, problem } = useWriting();
  return (
    <>
      <fieldset class="states">
        <legend class="hidden">{t("promise.state")}</legend>
        {(Object.entries(STATES) as [PromiseState, Key][]).map(([state, word]) => (
          <label key={state} class={promise.state === state ? "chosen" : ""}>
            <input
              type="radio"
              name={`state-${promise.id}`}
              checked={promise.state === state}
              onChange={() => keep(setState(talk, promise, state))}
            />
            <span>{t(word)}</span>
          </label>
        ))}
      </fieldset>
      <Trouble problem={problem} />
    </>
  );
}
