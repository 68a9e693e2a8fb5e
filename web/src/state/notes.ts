/** What I note on a talk, for myself alone: promises, questions, what it reminded me of. */
import { api } from "../api/client";
import type { Promised, PromiseState, Question, Talk } from "../api/types";
import { now } from "../clock";
import { take, talks } from "./talks";

export interface PromiseChange {
  text?: string;
  due?: string | null;
  state?: PromiseState;
}

export interface QuestionChange {
  text?: string;
  answer?: string | null;
}

/** As typed; an empty text takes the note away. */
export async function writePromise(talk: string, id: string, by: PromiseChange): Promise<void> {
  const before = talks.value.get(talk)?.promises.find((one) => one.id === id);
  const whole: Promised = { id, text: "", due: null, state: "open", ...before, ...by };
  const { due, state } = whole;
  const text = whole.text.trim();
  if (!text) return removePromise(talk, id);
  change(talk, ({ promises }) => ({ promises: put(promises, { ...whole, text }) }));
  await send(id, () => api.putPromise(talk, id, { text, due, state, at: now() }));
}

/** As typed; an empty text takes the note away. */
export async function writeQuestion(talk: string, id: string, by: QuestionChange): Promise<void> {
  const before = talks.value.get(talk)?.questions.find((one) => one.id === id);
  const whole: Question = { id, text: "", asked_at: now(), answer: null, ...before, ...by };
  const { asked_at } = whole;
  const text = whole.text.trim();
  const answer = whole.answer?.trim() || null;
  if (!text) return removeQuestion(talk, id);
  change(talk, ({ questions }) => ({ questions: put(questions, { id, text, asked_at, answer }) }));
  await send(id, () => api.putQuestion(talk, id, { text, asked_at, answer, at: now() }));
}

/** As typed; an empty text takes the note away. */
export async function writeRemindedOf(talk: string, typed: string): Promise<void> {
  const text = typed.trim();
  change(talk, () => ({ reminded_of: text || null }));
  await send(talk, () =>
    text ? api.putRemindedOf(talk, text, now()) : api.deleteRemindedOf(talk, now()),
  );
}

export async function removePromise(talk: string, id: string): Promise<void> {
  change(talk, ({ promises }) => ({ promises: promises.filter((one) => one.id !== id) }));
  await send(id, () => api.deletePromise(talk, id, now()));
}

export async function removeQuestion(talk: string, id: string): Promise<void> {
  change(talk, ({ questions }) => ({ questions: questions.filter((one) => one.id !== id) }));
  await send(id, () => api.deleteQuestion(talk, id, now()));
}

function change(id: string, by: (talk: Talk) => Partial<Talk>): void {
  const talk = talks.value.get(id);
  if (talk) take({ ...talk, ...by(talk) });
}

function put<Note extends { id: string }>(notes: readonly Note[], note: Note): Note[] {
  const there = notes.some((one) => one.id === note.id);
  return there ? notes.map((one) => (one.id === note.id ? note : one)) : [...notes, note];
}

const waiting = new Map<string, () => Promise<unknown>>();
const sending = new Set<string>();

/** One call at a time for each note; of those that gather meanwhile only the newest is made. */
async function send(note: string, call: () => Promise<unknown>): Promise<void> {
  waiting.set(note, call);
  if (sending.has(note)) return;
  sending.add(note);
  try {
    for (let next = waiting.get(note); next; next = waiting.get(note)) {
      waiting.delete(note);
      await next();
    }
  } finally {
    sending.delete(note);
  }
}
