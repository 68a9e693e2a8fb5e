/** A view whose code comes only when it is needed; when it does not come, it is said why. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/text";
import { bring, NEW_VERSION, takeByItself, takeNewVersion } from "../page/version";
import { asProblem, NO_NETWORK, type Problem } from "../rules/problem";
import { Trouble } from "./attempt";

type Loaded = ComponentType<{ part: string }>;
type Load = () => Promise<{ default: Loaded }>;

/** What has come once stands there at once the next time, without an empty moment. */
const come = new Map<Load, { it: Loaded }>();

/** Bring the code of a view before it is needed. */
export async function bringView(load: Load): Promise<{ it: Loaded }> {
  const view = { it: (await load()).default };
  come.set(load, view);
  return view;
}

export function Later({ load, part }: { load: Load; part: string }) {
  const view = useSignal(come.get(load));
  const problem = useSignal<Problem | null>(null);
  function fetchView() {
    problem.value = null;
    bring(() => bringView(load)).then(
      (found) => (view.value = found),
      (thrown) => missing(asProblem(thrown)),
    );
  }
  async function missing(why: Problem) {
    if (why.kind !== NEW_VERSION || !(await takeByItself())) problem.value = why;
  }
  useEffect(fetchView, [load]);
  if (view.value) return <view.value.it part={part} />;
  if (!problem.value) return <main class="page" aria-busy="true" />;
  return <Missing problem={problem.value} again={fetchView} />;
}

/** A browser may remember that a part did not come, so that only loading the page anew helps. */
function Missing({ problem, again }: { problem: Problem; again: () => void }) {
  const newer = problem.kind === NEW_VERSION;
  const act = newer ? takeNewVersion : () => location.reload();
  return (
    <main class="page">
      <h1>wetalked</h1>
      <Trouble problem={problem} />
      <button
        type="button"
        class="main"
        onClick={problem.kind === NO_NETWORK ? again : () => void act()}
      >
        {t(newer ? "version.load" : "again")}
      </button>
    </main>
  );
}
