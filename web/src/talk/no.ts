/**
 * My no to a talk: declining, taking back my yes, blocking. It can be undone as long as its line
 * stands; it is sent once the line is gone, or the app is left.
 */
import { effect } from "@preact/signals";
import type { Talk } from "../api/types";
import { type Key, problemKey } from "../i18n/text";
import { dismissNotice, type Notice, notice, showNotice } from "../page/notice";
import { asProblem, Problem } from "../rules/problem";
import { here } from "../sign-in/session";
import { now } from "../storage/clock";
import { type Deferred, defer, type Operation } from "../sync";
import { target } from "./talks";

/** Hide the talk, and show the line that can undo it; `name` is the other's. */
export async function sayNo(
  talk: Talk,
  how: "withdraw" | "block",
  line: Key,
  name: string,
): Promise<void> {
  let shown: Notice | null = null;
  const takeLineAway = () => {
    if (shown && notice.peek() === shown) dismissNotice();
  };
  try {
    const no = await defer(operationOf(talk.id, how), { event: here.peek() }, takeLineAway);
    shown = { key: line, values: { name }, act: { key: "undo", do: () => undo(no) } };
    showNotice(shown);
    commitOnceGone(shown, no);
  } catch (thrown) {
    tellProblem(thrown);
  }
}

function tellProblem(thrown: unknown): void {
  showNotice({ key: problemKey(asProblem(thrown)) });
}

function operationOf(talk: string, how: "withdraw" | "block"): Operation {
  const at = now();
  return how === "block" ? { op: how, talk, at } : { op: how, ...target(talk), at };
}

async function undo(no: Deferred): Promise<void> {
  if (!(await no.cancel())) throw new Problem("too-late");
}

function commitOnceGone(line: Notice, no: Deferred): void {
  const stop = effect(() => {
    if (notice.value === line) return;
    queueMicrotask(() => stop());
    void no.commit().catch(tellProblem);
  });
}
