/** Brings operations to the server: most together, the few that have a call of their own after them. */
import { api } from "../api/client";
import type { Talk } from "../api/types";
import type { CallOperation, Operation, Result } from "../rules/operation";
import { asProblem, Problem } from "../rules/problem";
import type { Answer } from "./outbox";

/** Answers one result for each operation, in their order. */
export async function send(
  person: string,
  operations: readonly Operation[],
  since: string | null,
): Promise<Answer> {
  const called = new Map<Operation, Result>();
  for (const one of operations) if (isCall(one)) called.set(one, await call(one));
  const synced = operations.filter((one) => !isCall(one));
  const answer = await api.sync({ person, operations: synced, since });
  if (!answer) throw new Problem("unexpected");
  const results = answer.results.values();
  const all = operations.map((one) => called.get(one) ?? (results.next().value as Result));
  return { results: all, talks: answer.talks as Talk[] | null, cursor: answer.cursor };
}

function isCall(operation: Operation): operation is CallOperation {
  return operation.op === "block" || operation.op === "show_card";
}

/** A call that the server will never take is a rejected operation like others. */
async function call(operation: CallOperation): Promise<Result> {
  const { op, talk } = operation;
  try {
    await (op === "block" ? api.block(talk) : api.showCard(talk, operation.shown));
    return { talk, status: "applied" };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.status !== 404 && problem.status !== 422) throw problem;
    return { talk: null, status: "rejected", problem: problem.kind };
  }
}
