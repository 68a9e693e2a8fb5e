/** Views and parts of views whose code, and texts, come only when they are needed. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { bringTexts, type Part, t } from "../i18n/text";
import { bring, NEW_VERSION, takeByItself, takeNewVersion } from "../page/version";
import { asProblem, NO_NETWORK, type Problem } from "../rules/problem";
import { Trouble } from "./attempt";
import { Boundary } from "./boundary";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;
type LoadView = Load<{ part: string }>;
interface Loaded<Props> {
  Content: ComponentType<Props>;
}

/** What has come once stands there at once the next time, without an empty moment. */
const loadedViews = new Map<LoadView, Loaded<{ part: string }>>();

/** Bring the code and the texts of a view before it is needed. */
export async function bringView(load: LoadView, texts?: Part): Promise<Loaded<{ part: string }>> {
  const view = await bringContent(load, texts);
  loadedViews.set(load, view);
  return view;
}

async function bringContent<Props>(load: Load<Props>, texts?: Part): Promise<Loaded<Props>> {
  const brought = [bringTexts("views"), texts && bringTexts(texts)];
  const [module] = await Promise.all([load(), ...brought]);
  return { Content: module.default };
}

interface Props {
  load: LoadView;
  part: string;
  /** Texts that no other view needs. */
  texts?: Part;
}

/** A view; when it does not come, it is said why. */
export function LazyView({ load, part, texts }: Props) {
  const view = useSignal(loadedViews.get(load));
  const problem = useSignal<Problem | null>(null);
  function fetchView() {
    problem.value = null;
    bring(() => bringView(load, texts)).then(
      (brought) => (view.value = brought),
      (thrown) => missing(asProblem(thrown)),
    );
  }
  async function missing(why: Problem) {
    if (why.kind !== NEW_VERSION || !(await takeByItself())) problem.value = why;
  }
  useEffect(fetchView, [load]);
  if (view.value) return <view.value.Content part={part} />;
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

/** A part of a view; until it comes, and without it, nothing is missing. */
export function LazyPart({ load }: { load: Load<object> }) {
  const part = useSignal<Loaded<object> | null>(null);
  useEffect(() => {
    bringContent(load).then(
      (brought) => (part.value = brought),
      () => {},
    );
  }, [load]);
  return (
    part.value && (
      <Boundary silent>
        <part.value.Content />
      </Boundary>
    )
  );
}
