/** What I note on a talk, for myself alone: promises, questions, what it reminded me of. */
import type { PromiseState } from "../api/types";
import { now } from "../clock";
import type { LocalTalk, NotedPromise, NotedQuestion } from "../sync";
import { say } from "./phone";
import { talkAt, target } from "./talks";

const TYPING = { typing: true };

/** As typed; an empty text takes the note away. */
export async function writeQuestion(
  talk: string,
  id: string,
  change: { text?: string; answer?: string | null },
): Promise<void> {
  const before = noteOf(talk, "questions", id);
  const text = (change.text ?? before?.text ?? "").trim();
  if (!text) return removeQuestion(talk, id);
  const answer = (change.answer === undefined ? before?.answer : change.answer)?.trim() || null;
  const at = now();
  const asked_at = before?.asked_at ?? at;
  await say({ op: "question", id, ...target(talk), text, answer, asked_at, at }, TYPING);
}

export interface PromiseChange {
  text?: string;
  due?: string | null;
  state?: PromiseState;
}

/** As typed; an empty text takes the note away. */
export async function writePromise(talk: string, id: string, change: PromiseChange): Promise<void> {
  const before = noteOf(talk, "promises", id);
  const whole = { text: "", due: null, state: "open" as const, ...before, ...change };
  const { due, state } = whole;
  const text = whole.text.trim();
  if (!text) return removePromise(talk, id);
  await say({ op: "promise", id, ...target(talk), text, due, state, at: now() }, TYPING);
}

/** As typed; an empty text takes the note away. */
export async function writeRemindedOf(talk: string, text: string): Promise<void> {
  await say({ op: "reminded_of", ...target(talk), text: text.trim() || null, at: now() }, TYPING);
}

export async function removeQuestion(talk: string, id: string): Promise<void> {
  await say({ op: "question", id, ...target(talk), deleted: true, at: now() }, TYPING);
}

export async function removePromise(talk: string, id: string): Promise<void> {
  await say({ op: "promise", id, ...target(talk), deleted: true, at: now() }, TYPING);
}

interface Notes {
  questions: NotedQuestion;
  promises: NotedPromise;
}

function noteOf<Kind extends keyof Notes>(talk: string, kind: Kind, id: string) {
  const notes: LocalTalk[Kind] | undefined = talkAt(talk)?.[kind];
  return (notes as Notes[Kind][] | undefined)?.find((one) => one.id === id);
}
