/** A place whose content changes by a tap: the focus stays with it, whatever is shown now. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Swap({ shows, children }: { shows: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(shows);
  useEffect(() => {
    if (before.current !== shows) place.current?.focus({ preventScroll: true });
    before.current = shows;
  }, [shows]);
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  );
}
