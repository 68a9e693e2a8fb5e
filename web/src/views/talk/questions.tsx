/** The open questions I asked, from the deck or in my own words, and what was answered. */
import { useSignal } from "@preact/signals";
import type { Question, Talk } from "../../api/types";
import { hintFor } from "../../hint";
import { t } from "../../i18n/text";
import { newId } from "../../ids";
import { removeQuestion, writeQuestion } from "../../state/notes";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Swap } from "../../ui/swap";
import { Deck } from "../deck";
import { NoteForm } from "./note";

export function Questions({ talk }: { talk: Talk }) {
  const id = useSignal(newId());
  const hint = hintFor(talk.questions.find((one) => one.id === id.value)?.text ?? "");
  return (
    <section>
      <h2>{t("question.title")}</h2>
      {talk.questions.map((question) => (
        <OneQuestion talk={talk.id} question={question} key={question.id} />
      ))}
      <NoteForm
        onText={(text) => writeQuestion(talk.id, id.value, { text })}
        label={t(talk.questions.length ? "question.another" : "question.label")}
        placeholder={t("question.example")}
        hint={hint && t(hint)}
      />
      <FromDeck talk={talk.id} />
    </section>
  );
}

/** A tap on a card says "I asked this": it is kept at once. */
function FromDeck({ talk }: { talk: string }) {
  const attempt = useAttempt();
  return (
    <>
      <Deck onPick={(text) => attempt.run(() => writeQuestion(talk, newId(), { text }))} />
      <Trouble problem={attempt.problem.value} />
      <p class="hint" role="status">
        {attempt.done.value && t("kept")}
      </p>
    </>
  );
}

/** A question with its answer, or the place for one. */
export function OneQuestion({ talk, question }: { talk: string; question: Question }) {
  const changing = useSignal(false);
  return (
    <Swap shows={changing.value}>
      {changing.value ? (
        <ChangeQuestion talk={talk} question={question} onEnd={() => (changing.value = false)} />
      ) : (
        <KeptQuestion question={question} onChange={() => (changing.value = true)} />
      )}
    </Swap>
  );
}

function KeptQuestion({ question, onChange }: { question: Question; onChange: () => void }) {
  return (
    <article class="noted">
      <p dir="auto">{question.text}</p>
      {question.answer ? (
        <p class="answer" dir="auto">
          {question.answer}
        </p>
      ) : (
        <p class="muted">{t("question.no-answer")}</p>
      )}
      <button type="button" class="quiet" onClick={onChange}>
        {t(question.answer ? "change" : "question.add-answer")}
      </button>
    </article>
  );
}

interface ChangeProps {
  talk: string;
  question: Question;
  onEnd: () => void;
}

function ChangeQuestion({ talk, question, onEnd }: ChangeProps) {
  const text = useSignal(question.text);
  const answer = useSignal(question.answer ?? "");
  const attempt = useAttempt();
  async function end(work: () => Promise<void>) {
    if (await attempt.run(work)) onEnd();
  }
  function submit(event: Event) {
    event.preventDefault();
    const whole = { text: text.value.trim(), answer: answer.value.trim() || null };
    void end(() => writeQuestion(talk, question.id, whole));
  }
  return (
    <form class="noted" onSubmit={submit}>
      <Field
        long
        label={t("question.label")}
        value={text.value}
        onText={(typed) => (text.value = typed)}
      />
      <Field
        long
        label={t("question.answer")}
        value={answer.value}
        onText={(typed) => (answer.value = typed)}
      />
      <Trouble problem={attempt.problem.value} />
      <div class="pair">
        <button type="button" onClick={() => end(() => removeQuestion(talk, question.id))}>
          {t("remove")}
        </button>
        <button type="submit" disabled={attempt.busy.value || !text.value.trim()}>
          {t("keep")}
        </button>
      </div>
    </form>
  );
}
