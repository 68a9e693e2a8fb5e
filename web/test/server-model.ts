/** A model of the server for tests: two registers for my word on each talk, one for each note. */

import type { Promised, Question, Talk } from "../src/api/types";
import type { Operation, Result } from "../src/rules/operation";
import { Problem } from "../src/rules/problem";
import type { Answer } from "../src/sync/outbox";

interface Kept {
  at: string;
  talk: string;
  operation: Operation;
}

/** Who is at the event: a badge's code is the talk's id with "BADGE" before it. */
const CODE = /^BADGE(.+)$/;

export class Server {
  private readonly yes = new Map<string, string>();
  private readonly no = new Map<string, string>();
  private readonly notes = new Map<string, Kept>();
  /** Those of the other side who have said yes. */
  readonly theirs = new Set<string>();
  /** A request that holds this note id is refused as a whole. */
  poison: string | null = null;

  sync(operations: readonly Operation[], since: string | null): Answer {
    if (operations.some((one) => "id" in one && one.id === this.poison))
      throw new Problem("invalid", 422);
    const results = operations.map((one) => this.apply(one));
    const talks = this.talks();
    const cursor = JSON.stringify(talks);
    return { results, talks: cursor === since ? null : talks, cursor };
  }

  private apply(operation: Operation): Result {
    const talk = this.talkOf(operation);
    if (!talk) return { talk: null, status: "rejected", problem: "unknown-badge" };
    if (operation.op === "scan" || operation.op === "confirm") later(this.yes, talk, operation.at);
    else if (operation.op === "withdraw") later(this.no, talk, operation.at);
    else this.note(talk, operation);
    return { talk, status: "applied" };
  }

  private talkOf(operation: Operation): string | null {
    if ("talk" in operation) return operation.talk;
    const talk = CODE.exec(operation.badge)?.[1] ?? "";
    return talk.startsWith("unknown") ? null : talk;
  }

  private note(talk: string, operation: Operation): void {
    const key = "id" in operation ? operation.id : `${operation.op} ${talk}`;
    const before = this.notes.get(key);
    if (!before || before.at < operation.at)
      this.notes.set(key, { at: operation.at, talk, operation });
  }

  talks(): Talk[] {
    const ids = [...new Set([...this.yes.keys(), ...this.theirs])].sort();
    return ids.filter((id) => this.isSeen(id)).map((id) => this.talk(id));
  }

  private isSeen(id: string): boolean {
    const [yes, no] = [this.yes.get(id) ?? "", this.no.get(id) ?? ""];
    return yes > no || (no === "" && this.theirs.has(id));
  }

  private talk(id: string): Talk {
    const said = (this.yes.get(id) ?? "") > (this.no.get(id) ?? "");
    const theirs = this.theirs.has(id);
    const notes = this.notesOn(id);
    return {
      id,
      event: "day",
      state: !said ? "waiting_for_you" : theirs ? "mutual" : "waiting_for_them",
      with: {
        participant_id: id,
        name: `Guest ${id}`,
        given_name: "Guest",
        ask_me_about: null,
        card: said && theirs ? {} : null,
        left: false,
      },
      began_at: "2026-11-20T09:00:00.000Z",
      mutual_at: null,
      card_shown: false,
      questions: notes.flatMap((one) => asQuestion(one)),
      promises: notes.flatMap((one) => asPromise(one)),
      reminded_of: notes.flatMap((one) => (one.op === "reminded_of" ? [one.text] : []))[0] ?? null,
    };
  }

  /** A no ends the notes before it. */
  private notesOn(id: string): Operation[] {
    const ended = this.no.get(id) ?? "";
    return [...this.notes.values()]
      .filter((one) => one.talk === id && one.at > ended)
      .map((one) => one.operation);
  }
}

function later(times: Map<string, string>, talk: string, at: string): void {
  if ((times.get(talk) ?? "") < at) times.set(talk, at);
}

function asQuestion(operation: Operation): Question[] {
  if (operation.op !== "question" || "deleted" in operation) return [];
  const { id, text, asked_at, answer } = operation;
  return [{ id, text, asked_at, answer }];
}

function asPromise(operation: Operation): Promised[] {
  if (operation.op !== "promise" || "deleted" in operation) return [];
  const { id, text, due, state } = operation;
  return [{ id, text, due, state }];
}
