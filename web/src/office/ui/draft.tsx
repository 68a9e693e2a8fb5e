/** A form's values while they are being written, begun anew when what it is about has changed. */
import { useMemo } from "preact/hooks";
import { t } from "../../i18n/text";
import type { Attempt } from "../../ui/attempt";
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

/** Saving what was written, or going back to what was there. */
export function Save<Value>({ writing, attempt }: { writing: Writing<Value>; attempt: Attempt }) {
  function undo() {
    attempt.problem.value = null;
    writing.undo();
  }
  return (
    <div class={writing.changed ? "save unsaved" : "save"}>
      {writing.changed && (
        <>
          <button type="submit" class="main" aria-disabled={attempt.busy.value}>
            {t("office.save")}
          </button>
          <button type="button" onClick={undo}>
            {t("office.undo")}
          </button>
        </>
      )}
      <p class="hint" role="status">
        {attempt.busy.value && t("office.saving")}
        {!writing.changed && attempt.done.value && t("office.saved")}
      </p>
    </div>
  );
}
