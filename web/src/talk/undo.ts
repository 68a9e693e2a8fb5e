/** What is changed by one tap, each with a line that takes it back by another. */
import type { Promised, PromiseState, Question, Talk } from "../api/types";
import { type Key, t } from "../i18n/text";
import { showNotice } from "../page/notice";
import { keepCard } from "./card";
import { removePromise, removeQuestion, writePromise, writeQuestion } from "./notes";
import { showCard } from "./talks";

type Work = () => Promise<void>;

export const STATES: Record<PromiseState, Key> = {
  open: "promise.open",
  kept: "promise.kept",
  let_go: "promise.let-go",
};

export async function dropPromise(talk: string, promise: Promised): Promise<void> {
  await removePromise(talk, promise.id);
  tellRemoved(() => writePromise(talk, promise.id, promise));
}

export async function dropQuestion(talk: string, question: Question): Promise<void> {
  await removeQuestion(talk, question.id);
  tellRemoved(() => writeQuestion(talk, question.id, question));
}

/** Say that a note is gone; `restore` writes it again. */
export function tellRemoved(restore: Work): void {
  showNotice({ key: "note.removed", act: { key: "undo", do: restore } });
}

export async function setState(talk: string, promise: Promised, state: PromiseState) {
  const become = (to: PromiseState) => writePromise(talk, promise.id, { state: to });
  await become(state);
  const undo = { key: "undo", do: () => become(promise.state) } as const;
  showNotice({ key: "promise.noted", values: { state: t(STATES[state]) }, act: undo });
}

/** `name` is the other's. */
export async function setCardShown(talk: Talk, shown: boolean, name: string): Promise<void> {
  await showCard(talk.id, shown);
  const undo = { key: "undo", do: () => showCard(talk.id, !shown) } as const;
  showNotice({ key: shown ? "card.given" : "card.taken-back", values: { name }, act: undo });
}

/** My card was chosen a moment ago; until then I showed nothing. */
export function tellCardKept(): void {
  showNotice({ key: "card.kept", act: { key: "undo", do: () => keepCard({}) } });
}
