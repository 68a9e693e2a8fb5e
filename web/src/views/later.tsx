/** A view whose code comes only when it is needed; without a network it says so and can be tried again. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { NO_NETWORK, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { Trouble } from "../ui/attempt";

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
  const failed = useSignal(false);
  function bring() {
    failed.value = false;
    bringView(load).then(
      (found) => (view.value = found),
      () => (failed.value = true),
    );
  }
  useEffect(bring, [load]);
  if (view.value) return <view.value.it part={part} />;
  if (!failed.value) return <main class="page" aria-busy="true" />;
  return (
    <main class="page">
      <h1>wetalked</h1>
      <Trouble problem={new Problem(NO_NETWORK)} />
      <button type="button" class="main" onClick={bring}>
        {t("again")}
      </button>
    </main>
  );
}
