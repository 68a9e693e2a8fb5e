/** The language of the app, and of the mails to me. */

import type { Language } from "../../api/types";
import { t } from "../../i18n/text";
import { changeMe, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Choice } from "../../ui/choice";

const SPOKEN: [Language, string][] = [
  ["de", "Deutsch"],
  ["en", "English"],
];

export function Languages() {
  const attempt = useAttempt();
  return (
    <fieldset class="choices" aria-disabled={attempt.busy.value}>
      <legend>{t("me.language")}</legend>
      {SPOKEN.map(([language, name]) => (
        <Choice
          key={language}
          group="language"
          lang={language}
          checked={person.value?.language === language}
          onPick={() => attempt.run(() => changeMe({ language }))}
        >
          {name}
        </Choice>
      ))}
      <Trouble problem={attempt.problem.value} />
    </fieldset>
  );
}
