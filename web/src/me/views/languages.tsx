/** The language of the app, and of the mails to me. */

import { ownName } from "../../i18n/format";
import { LANGUAGES, t } from "../../i18n/text";
import { changeMe, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Choice } from "../../ui/choice";

export function Languages() {
  const attempt = useAttempt();
  return (
    <fieldset class="choices" aria-disabled={attempt.busy.value}>
      <legend>{t("me.language")}</legend>
      {LANGUAGES.map((language) => (
        <Choice
          key={language}
          group="language"
          lang={language}
          checked={person.value?.language === language}
          onPick={() => attempt.run(() => changeMe({ language }))}
        >
          {ownName(language)}
        </Choice>
      ))}
      <Trouble problem={attempt.problem.value} />
    </fieldset>
  );
}
