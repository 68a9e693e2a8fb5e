/** What I note on a talk, for myself alone: promises, questions, what it reminded me of. */
import type { PromiseState } from "../api/types";
import { here } from "../sign-in/session";
import { now } from "../storage/clock";
import {
  type Deletion,
  type LocalTalk,
  type NotedPromise,
  type NotedQuestion,
  type PromiseNote,
  type QuestionNote,
  record,
} from "../sync";
import { talkAt, target } from "./talks";

/** Each letter is recorded, and the sentence is sent. */
const typing = () => ({ event: here.peek(), haste: "typing" }) as const;

/** Notes on their way to the disk, as last written: the next word builds on them. */
const underway = new Map<string, Noting>();

type Noting = QuestionNote | PromiseNote | Deletion;
type Whole<Op> = Extract<QuestionNote | PromiseNote, { op: Op }>;

/** As typed; an empty text takes the note away. */
export async function writeQuestion(
  talk: string,
  id: string,
  change: { text?: string; answer?: string | null },
): Promise<void> {
  const before = written(id, "question") ?? noteOf(talk, "questions", id);
  const text = (change.text ?? before?.text ?? "").trim();
  if (!text) return removeQuestion(talk, id);
  const answer = (change.answer === undefined ? before?.answer : change.answer)?.trim() || null;
  const at = now();
  const asked_at = before?.asked_at ?? at;
  await write({ op: "question", id, ...target(talk), text, answer, asked_at, at });
}

export interface PromiseChange {
  text?: string;
  due?: string | null;
  state?: PromiseState;
}

/**
 * As typed; an empty text takes the note away. `otherwise` is what it had when nothing of it is
 * noted any more, as when its text was emptied and is written anew.
 */
export async function writePromise(
  talk: string,
  id: string,
  change: PromiseChange,
  otherwise: PromiseChange = {},
): Promise<void> {
  const before = written(id, "promise") ?? noteOf(talk, "promises", id) ?? otherwise;
  const whole = { text: "", due: null, state: "open" as const, ...before, ...change };
  const { due, state } = whole;
  const text = whole.text.trim();
  if (!text) return removePromise(talk, id);
  await write({ op: "promise", id, ...target(talk), text, due, state, at: now() });
}

/** As typed; an empty text takes the note away. */
export async function writeRemindedOf(talk: string, text: string): Promise<void> {
  await record(
    { op: "reminded_of", ...target(talk), text: text.trim() || null, at: now() },
    typing(),
  );
}

export async function removeQuestion(talk: string, id: string): Promise<void> {
  await write({ op: "question", id, ...target(talk), deleted: true, at: now() });
}

export async function removePromise(talk: string, id: string): Promise<void> {
  await write({ op: "promise", id, ...target(talk), deleted: true, at: now() });
}

/** A disk may take longer than the next letter; what it did not take is written with the next one. */
async function write(operation: Noting): Promise<void> {
  underway.set(operation.id, operation);
  await record(operation, typing());
  if (underway.get(operation.id) === operation) underway.delete(operation.id);
}

/** What was written last and is not kept yet; nothing of what was taken away. */
function written<Op extends Noting["op"]>(id: string, op: Op): Whole<Op> | undefined {
  const last = underway.get(id);
  return last?.op === op && !("deleted" in last) ? (last as Whole<Op>) : undefined;
}

interface Notes {
  questions: NotedQuestion;
  promises: NotedPromise;
}

function noteOf<Kind extends keyof Notes>(talk: string, kind: Kind, id: string) {
  const notes: LocalTalk[Kind] | undefined = talkAt(talk)?.[kind];
  return (notes as Notes[Kind][] | undefined)?.find((note) => note.id === id);
}
