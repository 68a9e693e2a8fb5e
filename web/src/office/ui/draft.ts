/** A form's values while they are being written, begun anew when what it is about has changed. */
import { useMemo } from "preact/hooks";
import { isChanged, openDraft, settleDraft, undoDraft, write } from "../state/draft";

export interface Writing<Value> {
  base: Value;
  now: Value;
  changed: boolean;
  write: (now: Value) => void;
  /** It is saved. */
  settle: () => void;
  undo: () => void;
}

export function useDraft<Value>(name: string, fresh: Value): Writing<Value> {
  const draft = useMemo(() => openDraft(name, fresh), [name, JSON.stringify(fresh)]);
  return {
    ...draft.value,
    changed: isChanged(draft.value),
    write: (now) => write(name, draft, now),
    settle: () => settleDraft(name),
    undo: () => undoDraft(name),
  };
}
