/** The open questions I asked, from the deck or in my own words, and what was answered. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Question, Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { hintFor } from "../../rules/hint";
import type { Mark } from "../../sync";
import { writeQuestion } from "../notes";
import { dropQuestion } from "../undo";
import { Asked } from "./asked";
import { Note } from "./note";
import { NoteField } from "./note-field";
import { type Hand, NoteList } from "./note-list";

const blank = (id: string): Question => ({ id, text: "", asked_at: "", answer: null });

export function Questions({ talk }: { talk: Talk }) {
  return (
    <section>
      <h2>{t("question.title")}</h2>
      <Asked talk={talk} />
      <QuestionList talk={talk.id} questions={talk.questions} blank={blank} />
    </section>
  );
}

type NotedQuestion = Question & Partial<Mark>;

interface ListProps {
  talk: string;
  questions: NotedQuestion[];
  blank?: typeof blank | undefined;
}

export function QuestionList({ talk, questions, blank }: ListProps) {
  return (
    <NoteList
      notes={questions}
      blank={blank}
      row={(question, hand) => <OneQuestion talk={talk} question={question} hand={hand} />}
    />
  );
}

interface Props {
  talk: string;
  question: NotedQuestion;
  hand: Hand;
}

function OneQuestion({ talk, question, hand }: Props) {
  const { id, text, answer } = question;
  const hint = useHint(text);
  return (
    <Note
      hand={hand}
      label={t(hand.another ? "question.another" : "question.label")}
      placeholder={t("question.example")}
      hint={hint}
      text={text}
      mark={question}
      write={(text) => writeQuestion(talk, id, { text: text, answer })}
      remove={() => dropQuestion(talk, question)}
      open={t(answer ? "change" : "question.add-answer")}
      opensMore={!answer}
      more={(writing, focus) => (
        <NoteField
          label={t("question.answer")}
          text={answer ?? ""}
          onText={(text) => writeQuestion(talk, id, { answer: text })}
          writing={writing}
          focus={focus}
        />
      )}
    >
      {answer ? (
        <p class="answer" dir="auto">
          {answer}
        </p>
      ) : (
        <p class="muted">{t("question.no-answer")}</p>
      )}
    </Note>
  );
}

/** How long the typing has rested when a question without its mark may be judged, in milliseconds. */
const REST = 1_000;

/** Half a question is not judged while it is being typed. */
function useHint(text: string): string {
  const rested = useSignal(text);
  useEffect(() => {
    const timer = setTimeout(() => (rested.value = text), /[?!.]\s*$/.test(text) ? 0 : REST);
    return () => clearTimeout(timer);
  }, [text]);
  const hint = rested.value === text ? hintFor(text) : null;
  return hint ? t(hint) : "";
}
