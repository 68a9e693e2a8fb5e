/** A part of a view whose code comes after the rest; until then, and without it, nothing is missing. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Boundary } from "./boundary";

export function Soon({ load }: { load: () => Promise<{ default: ComponentType }> }) {
  const part = useSignal<{ it: ComponentType } | null>(null);
  useEffect(() => {
    load().then(
      (module) => (part.value = { it: module.default }),
      () => {},
    );
  }, [load]);
  return (
    part.value && (
      <Boundary silent>
        <part.value.it />
      </Boundary>
    )
  );
}
