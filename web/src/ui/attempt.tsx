/** Something that may fail and be tried again by the same tap: its progress, and the one calm line. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { problemKey, t } from "../i18n/text";
import { stay } from "../page/unsaved";
import { asProblem, type Problem } from "../rules/problem";
import { Sign } from "./icons";

export interface Attempt {
  /** Told by `aria-disabled`: a control that is `disabled` would lose the focus. */
  busy: Signal<boolean>;
  problem: Signal<Problem | null>;
  /** Whether the last try went well. */
  done: Signal<boolean>;
  /** Try; a second tap while it is under way does nothing. Answers whether it went well. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
}

export function useAttempt(): Attempt {
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const done = useSignal(false);
  async function run(what: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    const leave = stay();
    problem.value = await what().then(() => null, asProblem);
    leave();
    done.value = problem.value === null;
    busy.value = false;
    return done.value;
  }
  return { busy, problem, done, run };
}

/** The one line; the place is there before the words, so that screen readers notice them. */
export function Trouble({ problem }: { problem: Problem | null }) {
  return (
    <p class="trouble" role="status">
      {problem && (
        <>
          <Sign /> {t(problemKey(problem))}
        </>
      )}
    </p>
  );
}

/** A list that a view fetches when it opens. */
export function useList<Item>(fetch: () => Promise<Item[]>): {
  items: Signal<Item[] | null>;
  attempt: Attempt;
  again: () => void;
} {
  const items = useSignal<Item[] | null>(null);
  const attempt = useAttempt();
  const again = () =>
    void attempt.run(async () => {
      items.value = await fetch();
    });
  useEffect(again, []);
  return { items, attempt, again };
}
