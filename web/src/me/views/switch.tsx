/** Something about me that is on or off, kept at once. */
import { type Key, t } from "../../i18n/text";
import { changeMe, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";

export function Switch({ field, word, about }: { field: "quiet" | "mail"; word: Key; about: Key }) {
  const attempt = useAttempt();
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={person.value?.[field] ?? false}
          aria-disabled={attempt.busy.value}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            void attempt.run(() => changeMe({ [field]: on }));
          }}
        />
        <span>
          {t(word)} <small class="muted">{t(about)}</small>
        </span>
      </label>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
