/** A view whose code comes only when it is needed; without a network it says so and can be tried again. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { NO_NETWORK, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { Trouble } from "../ui/attempt";

type Loaded = ComponentType<{ part: string }>;

interface Props {
  load: () => Promise<{ default: Loaded }>;
  part: string;
}

export function Later({ load, part }: Props) {
  const view = useSignal<{ it: Loaded } | null>(null);
  const failed = useSignal(false);
  function bring() {
    failed.value = false;
    load().then(
      (module) => (view.value = { it: module.default }),
      () => (failed.value = true),
    );
  }
  useEffect(bring, [load]);
  if (view.value) return <view.value.it part={part} />;
  if (!failed.value) return <main class="page" aria-busy="true" />;
  return (
    <main class="page">
      <Trouble problem={new Problem(NO_NETWORK)} />
      <button type="button" class="main" onClick={bring}>
        {t("again")}
      </button>
    </main>
  );
}
