/**
 * What a person sees of their talks: as the server last told them, with everything that was said
 * on this phone since. The rule of the server's merge, seen from one side.
 */
import type { Promised, Question, Talk } from "../api/types";
import { type Entry, inOrder, namedBy, type Operation } from "../rules/operation";

export interface Mark {
  /** Kept on this phone, and not yet with the server. */
  unsent: boolean;
  /** The name of the problem for which the server will not take it. */
  refused: string | null;
}

export type NotedQuestion = Question & Mark;
export type NotedPromise = Promised & Mark;

/** A talk as this phone knows it. */
export interface LocalTalk extends Omit<Talk, "questions" | "promises">, Mark {
  /** The other side's badge, while nothing else is known of them. */
  badge: string | null;
  questions: NotedQuestion[];
  promises: NotedPromise[];
}

const SENT: Mark = { unsent: false, refused: null };

/** `known` says which talk a badge's code has turned out to mean. */
export function mergePending(
  snapshot: readonly Talk[],
  entries: readonly Entry[],
  known: ReadonlyMap<string, string>,
): LocalTalk[] {
  const merged = new Map(snapshot.map((talk) => [talk.id, fromSnapshot(talk)]));
  for (const [id, said] of byTalk(entries, known)) {
    const before = merged.get(id);
    const side = said.reduce(after, { talk: before ?? emptyTalk(id), seen: before !== undefined });
    if (side.seen) merged.set(id, { ...side.talk, ...markOfAll(said) });
    else merged.delete(id);
  }
  return [...merged.values()];
}

function fromSnapshot(talk: Talk): LocalTalk {
  return {
    ...talk,
    ...SENT,
    badge: null,
    questions: talk.questions.map((note) => ({ ...note, ...SENT })),
    promises: talk.promises.map((note) => ({ ...note, ...SENT })),
  };
}

/** The entries of each talk in the order they were said, whichever way they name it. */
function byTalk(
  entries: readonly Entry[],
  known: ReadonlyMap<string, string>,
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of inOrder(entries)) {
    const id = talkOf(entry.operation, known);
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return groups;
}

/** The id of the talk that an operation is about, or the badge's code. */
export function talkOf(operation: Operation, known: ReadonlyMap<string, string>): string {
  const name = namedBy(operation);
  return known.get(name) ?? name;
}

/** One talk while what was said is added, one thing after the other; and whether I see it. */
interface Side {
  talk: LocalTalk;
  seen: boolean;
}

/** Notes may come before the yes that makes a talk of it. */
function emptyTalk(id: string): LocalTalk {
  return {
    ...SENT,
    id,
    badge: null,
    event: "",
    state: "waiting_for_them",
    with: {
      participant_id: "",
      name: null,
      given_name: null,
      ask_me_about: null,
      card: null,
      left: false,
    },
    began_at: "",
    mutual_at: null,
    card_shown: false,
    questions: [],
    promises: [],
    reminded_of: null,
  };
}

function after(side: Side, entry: Entry): Side {
  const { operation } = entry;
  const { talk } = side;
  switch (operation.op) {
    case "scan":
    case "confirm":
      return yes(side, entry);
    case "withdraw":
    case "block":
      return { talk: { ...talk, ...NO_NOTES }, seen: false };
    case "show_card":
      return { ...side, talk: { ...talk, card_shown: operation.shown } };
    case "reminded_of":
      return { ...side, talk: { ...talk, reminded_of: operation.text } };
    default:
      return { ...side, talk: noted(talk, operation, markOf(entry)) };
  }
}

const NO_NOTES = { questions: [], promises: [], reminded_of: null };

/** My yes. Whoever has ever said yes makes it mutual; of a stranger the badge's code is known. */
function yes({ talk, seen }: Side, { operation, event }: Entry): Side {
  const { at } = operation;
  if (talk.state === "waiting_for_you")
    return {
      talk: { ...talk, state: "mutual", mutual_at: at, with: { ...talk.with, card: {} } },
      seen: true,
    };
  if (talk.began_at) return { talk, seen: true };
  if (!("badge" in operation)) return { talk, seen };
  return {
    talk: { ...talk, badge: operation.badge, event: event ?? "", began_at: at },
    seen: true,
  };
}

function markOf({ refused }: Entry): Mark {
  return { unsent: refused === null, refused };
}

/** A talk waits while anything on it does, and is refused when my yes is. */
function markOfAll(said: readonly Entry[]): Mark {
  const word = said.find(({ refused, operation }) => refused && isYes(operation));
  return { unsent: said.some((entry) => !entry.refused), refused: word?.refused ?? null };
}

function isYes({ op }: Operation): boolean {
  return op === "scan" || op === "confirm";
}

type NoteOperation = Extract<Operation, { op: "question" | "promise" }>;

function noted(talk: LocalTalk, note: NoteOperation, mark: Mark): LocalTalk {
  const { questions, promises } = talk;
  if ("deleted" in note)
    return note.op === "question"
      ? { ...talk, questions: without(questions, note.id) }
      : { ...talk, promises: without(promises, note.id) };
  if (note.op === "question") {
    const { id, text, answer } = note;
    const asked_at = questions.find((note) => note.id === id)?.asked_at ?? note.asked_at;
    return { ...talk, questions: put(questions, { id, text, asked_at, answer, ...mark }) };
  }
  const { id, text, due, state } = note;
  return { ...talk, promises: put(promises, { id, text, due, state, ...mark }) };
}

function without<Note extends { id: string }>(notes: readonly Note[], id: string): Note[] {
  return notes.filter((note) => note.id !== id);
}

function put<Note extends { id: string }>(notes: readonly Note[], note: Note): Note[] {
  const there = notes.some((other) => other.id === note.id);
  return there ? notes.map((other) => (other.id === note.id ? note : other)) : [...notes, note];
}
