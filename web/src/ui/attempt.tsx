/** Something that may fail and be tried again by the same tap: its progress, and the one calm line. */
import { type Signal, useSignal } from "@preact/signals";
import { asProblem, type Problem } from "../api/problem";
import { problemKey, t } from "../i18n/text";
import { Sign } from "./icons";

export interface Attempt {
  busy: Signal<boolean>;
  problem: Signal<Problem | null>;
  /** Try; a second tap while it is under way does nothing. Answers whether it went well. */
  run: (what: () => Promise<unknown>) => Promise<boolean>;
}

export function useAttempt(): Attempt {
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  async function run(what: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      await what();
      problem.value = null;
    } catch (thrown) {
      problem.value = asProblem(thrown);
    }
    busy.value = false;
    return problem.value === null;
  }
  return { busy, problem, run };
}

/** The one line; the place is there before the words, so that screen readers notice them. */
export function Trouble({ problem }: { problem: Problem | null }) {
  return (
    <p class="trouble" role="status">
      {problem && (
        <>
          <Sign /> {t(problemKey(problem.kind))}
        </>
      )}
    </p>
  );
}
