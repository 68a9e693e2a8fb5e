/** Saving what was written, or going back to what was there. */
import { t } from "../../i18n/text";
import type { Attempt } from "../../ui/attempt";
import type { Writing } from "./draft";

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
