/** What I want to do for them; it stands above the questions: giving first. */
import { useSignal } from "@preact/signals";
import type { Promised, PromiseState, Talk } from "../../api/types";
import { date, type Key, t } from "../../i18n/text";
import { deletePromise, draftOf, putPromise, write } from "../../state/notes";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Swap } from "../../ui/swap";
import { NoteForm } from "./note";

const STATES: [PromiseState, Key][] = [
  ["open", "promise.open"],
  ["kept", "promise.kept"],
  ["let_go", "promise.let-go"],
];

export function Promises({ talk }: { talk: Talk }) {
  return (
    <section>
      <h2>{t("promise.title")}</h2>
      {talk.promises.map((promise) => (
        <OnePromise talk={talk.id} promise={promise} key={promise.id} />
      ))}
      <NoteForm
        talk={talk.id}
        kind="promise"
        label={t(talk.promises.length ? "promise.another" : "promise.label")}
        placeholder={t("promise.example")}
      >
        <Due
          value={draftOf(talk.id, "promise").due}
          onDate={(due) => write(talk.id, "promise", { due })}
        />
      </NoteForm>
    </section>
  );
}

function Due({ value, onDate }: { value: string | null; onDate: (due: string | null) => void }) {
  return (
    <Field
      label={t("promise.due")}
      value={value ?? ""}
      onText={(picked) => onDate(picked || null)}
      with={{ type: "date" }}
    />
  );
}

/** A promise, with its three states; a tap on "Change" opens it for writing. */
export function OnePromise({ talk, promise }: { talk: string; promise: Promised }) {
  const changing = useSignal(false);
  return (
    <Swap shows={changing.value}>
      {changing.value ? (
        <ChangePromise talk={talk} promise={promise} onEnd={() => (changing.value = false)} />
      ) : (
        <KeptPromise talk={talk} promise={promise} onChange={() => (changing.value = true)} />
      )}
    </Swap>
  );
}

interface KeptProps {
  talk: string;
  promise: Promised;
  onChange: () => void;
}

function KeptPromise({ talk, promise, onChange }: KeptProps) {
  const attempt = useAttempt();
  const become = (state: PromiseState) =>
    attempt.run(() => putPromise(talk, { ...promise, state }));
  return (
    <article class="noted">
      <p dir="auto">{promise.text}</p>
      {promise.due && <p class="muted">{t("promise.until", { date: date(promise.due) })}</p>}
      <fieldset class="states" aria-disabled={attempt.busy.value}>
        <legend class="hidden">{t("promise.state")}</legend>
        {STATES.map(([state, word]) => (
          <label key={state}>
            <input
              type="radio"
              name={`state-${promise.id}`}
              checked={promise.state === state}
              onChange={() => become(state)}
            />
            <span>{t(word)}</span>
          </label>
        ))}
      </fieldset>
      <Trouble problem={attempt.problem.value} />
      <button type="button" class="quiet" onClick={onChange}>
        {t("change")}
      </button>
    </article>
  );
}

interface ChangeProps {
  talk: string;
  promise: Promised;
  onEnd: () => void;
}

function ChangePromise({ talk, promise, onEnd }: ChangeProps) {
  const text = useSignal(promise.text);
  const due = useSignal(promise.due);
  const attempt = useAttempt();
  async function end(work: () => Promise<void>) {
    if (await attempt.run(work)) onEnd();
  }
  function submit(event: Event) {
    event.preventDefault();
    void end(() => putPromise(talk, { ...promise, text: text.value.trim(), due: due.value }));
  }
  return (
    <form class="noted" onSubmit={submit}>
      <Field
        long
        label={t("promise.label")}
        value={text.value}
        onText={(typed) => (text.value = typed)}
      />
      <Due value={due.value} onDate={(picked) => (due.value = picked)} />
      <Trouble problem={attempt.problem.value} />
      <div class="pair">
        <button type="button" onClick={() => end(() => deletePromise(talk, promise.id))}>
          {t("remove")}
        </button>
        <button type="submit" disabled={attempt.busy.value || !text.value.trim()}>
          {t("keep")}
        </button>
      </div>
    </form>
  );
}
