/** What a person says or notes on this phone, until the server has it: one entry for each thing. */
import type { PromiseState } from "../api/types";

/** The talk meant: by its id, or by the other side's badge while only that is known. */
export type Target = { badge: string } | { talk: string };

export type Word = { op: "confirm" | "withdraw"; at: string } & Target;
export type Scan = { op: "scan"; id: string; badge: string; at: string };
export type QuestionNote = {
  op: "question";
  id: string;
  text: string;
  asked_at: string;
  answer: string | null;
  at: string;
} & Target;
export type PromiseNote = {
  op: "promise";
  id: string;
  text: string;
  due: string | null;
  state: PromiseState;
  at: string;
} & Target;
export type Deletion = {
  op: "question" | "promise";
  id: string;
  deleted: true;
  at: string;
} & Target;
export type RemindedOf = { op: "reminded_of"; text: string | null; at: string } & Target;

/** What `POST /sync` takes. */
export type SyncOperation = Scan | Word | QuestionNote | PromiseNote | Deletion | RemindedOf;
/** What has a call of its own. */
export type CallOperation =
  | { op: "block"; talk: string; at: string }
  | { op: "show_card"; talk: string; shown: boolean; at: string };

export type Operation = SyncOperation | CallOperation;

/** An operation on the phone. A newer one under the same key takes its place. */
export interface Entry {
  person: string;
  key: string;
  /** The event it was said at. */
  event: string | null;
  operation: Operation;
  /** The name of the problem for which the server will not take it. */
  refused: string | null;
  /** Until then, by the phone's own clock, it can be taken back and is not sent. */
  notBefore?: number | undefined;
  /** The phone's own clock when it was said, where the server's was not known at that opening. */
  uncorrected?: number | undefined;
}

/** How long something is held that nobody holds any more, in milliseconds. */
export const LONGEST_DEFERRAL = 10_000;

/** How long it is not to be sent yet; 0 when it may go. A clock that was set back holds nothing. */
export function deferredFor({ notBefore = 0 }: Entry, phone: number = Date.now()): number {
  const left = notBefore - phone;
  return left > 0 && left <= LONGEST_DEFERRAL ? left : 0;
}

export interface Result {
  talk: string | null;
  status: "applied" | "unchanged" | "rejected";
  problem?: string | undefined;
}

/** A note is a whole value, and only its newest counts; each word (yes, no) counts for itself. */
export function keyOf(operation: Operation): string {
  switch (operation.op) {
    case "question":
    case "promise":
      return `${operation.op} ${operation.id}`;
    case "reminded_of":
    case "show_card":
      return `${operation.op} ${namedBy(operation)}`;
    default:
      return `${operation.op} ${namedBy(operation)} ${operation.at}`;
  }
}

/** The talk's id, or the badge's code. */
export function namedBy(target: Target): string {
  return "talk" in target ? target.talk : target.badge;
}

/** In the order in which they were said. */
export function inOrder(entries: Iterable<Entry>): Entry[] {
  return [...entries].sort((a, b) => (a.operation.at < b.operation.at ? -1 : 1));
}
