/** What I note on a talk, for myself alone: promises, questions, what it reminded me of. */
import { effect, signal } from "@preact/signals";
import { api } from "../api/client";
import type { Promised, Question, Talk } from "../api/types";
import { now } from "../clock";
import { newId } from "../ids";
import { person } from "./session";
import { reload, take, talks } from "./talks";

export type NoteKind = "promise" | "question" | "reminded";

/** Text that is typed and not yet kept; it outlives its view and a failed saving. */
const drafts = signal<ReadonlyMap<string, Draft>>(new Map());

interface Draft {
  id: string;
  text: string;
  due: string | null;
}

const NOTHING: Draft = { id: "", text: "", due: null };

let author: string | null = null;

/** Signed out and in again, the same person finds their words; another one finds none. */
effect(() => {
  const now = person.value?.id ?? author;
  if (now !== author) drafts.value = new Map();
  author = now;
});

export function draftOf(talk: string, kind: NoteKind): Draft {
  return drafts.value.get(`${kind} ${talk}`) ?? NOTHING;
}

export function hasDraft(talk: string, kind: NoteKind): boolean {
  return drafts.value.has(`${kind} ${talk}`);
}

export function write(
  talk: string,
  kind: NoteKind,
  change: { text?: string; due?: string | null },
) {
  const before = draftOf(talk, kind);
  setDraft(talk, kind, { ...before, id: before.id || newId(), ...change });
}

/** Keep whatever is typed on a talk. */
export async function keepAll(talk: string): Promise<void> {
  await keep(talk, "promise");
  await keep(talk, "question");
  await keep(talk, "reminded");
}

/** Keep one draft; an empty one is let go, but for "reminded", where it takes the note away. */
export async function keep(talk: string, kind: NoteKind): Promise<void> {
  if (!hasDraft(talk, kind)) return;
  const draft = draftOf(talk, kind);
  const text = draft.text.trim();
  if (kind === "reminded") await keepReminded(talk, text);
  else if (text && kind === "promise") await putPromise(talk, { ...draft, text, state: "open" });
  else if (text) await putQuestion(talk, { id: draft.id, text, asked_at: now(), answer: null });
  if (draftOf(talk, kind) === draft) setDraft(talk, kind, null);
}

/** I asked a question of the deck's; asked before, it is not noted twice. */
export async function askedFromDeck(talk: string, text: string): Promise<void> {
  if (talks.value.get(talk)?.questions.some((one) => one.text === text)) return;
  await putQuestion(talk, { id: newId(), text, asked_at: now(), answer: null });
}

export async function putQuestion(talk: string, question: Question): Promise<void> {
  const { id, text, asked_at, answer } = question;
  const kept = await api.putQuestion(talk, id, { text, asked_at, answer, at: now() });
  if (!kept) return reload();
  change(talk, (before) => ({ questions: withNote(before.questions, kept) }));
}

export async function putPromise(talk: string, promise: Promised): Promise<void> {
  const { id, text, due, state } = promise;
  const kept = await api.putPromise(talk, id, { text, due, state, at: now() });
  if (!kept) return reload();
  change(talk, (before) => ({ promises: withNote(before.promises, kept) }));
}

export async function deleteQuestion(talk: string, id: string): Promise<void> {
  await api.deleteQuestion(talk, id, now());
  change(talk, ({ questions }) => ({ questions: questions.filter((one) => one.id !== id) }));
}

export async function deletePromise(talk: string, id: string): Promise<void> {
  await api.deletePromise(talk, id, now());
  change(talk, ({ promises }) => ({ promises: promises.filter((one) => one.id !== id) }));
}

async function keepReminded(talk: string, text: string): Promise<void> {
  if (text) await api.putRemindedOf(talk, text, now());
  else await api.deleteRemindedOf(talk, now());
  change(talk, () => ({ reminded_of: text || null }));
}

function setDraft(talk: string, kind: NoteKind, draft: Draft | null): void {
  const all = new Map(drafts.value);
  if (draft) all.set(`${kind} ${talk}`, draft);
  else all.delete(`${kind} ${talk}`);
  drafts.value = all;
}

function change(id: string, by: (talk: Talk) => Partial<Talk>): void {
  const talk = talks.value.get(id);
  if (talk) take({ ...talk, ...by(talk) });
  else void reload();
}

function withNote<Note extends { id: string }>(notes: readonly Note[], note: Note): Note[] {
  const there = notes.some((one) => one.id === note.id);
  return there ? notes.map((one) => (one.id === note.id ? note : one)) : [...notes, note];
}
