/** The language of the app, and of the mails to me. */

import { ready } from "../../badge/ready";
import { ownName } from "../../i18n/intl";
import { day, type Key, LANGUAGES, t, time } from "../../i18n/text";
import { way } from "../../page/install";
import { loadNewVersion, newVersion } from "../../page/version";
import { sound, switchSound } from "../../scan/sound";
import { changeMe, current, person } from "../../sign-in/session";
import { enough, enoughNow, sayEnough } from "../../talk/enough";
import { EnoughForToday } from "../../talk/views/waits";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Choice } from "../../ui/choice";
import { Install } from "../../ui/install";
import { Swap } from "../../ui/sure";

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

/** Something about me that is on or off, kept at once. */
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

/** The switch for the sound after a scan. */
export function Sound() {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={sound.value}
        disabled={person.value?.quiet}
        onChange={(event) => switchSound(event.currentTarget.checked)}
      />
      <span>
        {t("me.sound")} <small class="muted">{t("me.sound-about")}</small>
      </span>
    </label>
  );
}

/** Whether mails come after the event; who has no address is told how to get them. */
export function Mail() {
  if (person.value?.email)
    return (
      <Switch
        field="mail"
        word="me.mail"
        about={person.value.mail ? "me.mail-on" : "me.mail-off"}
      />
    );
  return (
    <p>
      {t("me.no-mail")} <a href="/me/address">{t("address.give")}</a>
    </p>
  );
}

/** What the app itself can do for me: work without a network, come in a newer version, be installed. */
export function Ready() {
  return (
    <>
      <p class="muted" role="status">
        {ready.value !== undefined && t(ready.value ? "ready" : "ready.not-yet")}
      </p>
      {newVersion.value && (
        <button type="button" onClick={loadNewVersion}>
          {t("version.load")}
        </button>
      )}
      {way.value && <Install way={way.value} />}
    </>
  );
}

/** "Enough for today", said with one tap, taken back with another. */
export function Enough() {
  if (!enough.value && !enoughNow.value) return null;
  return <Swap shows={enough.value !== null}>{enough.value ? <EnoughForToday /> : <Offer />}</Swap>;
}

function Offer() {
  const until = enoughNow.value;
  const zone = current.value?.event.time_zone;
  if (!until) return null;
  return (
    <div class="offer">
      <button type="button" onClick={sayEnough}>
        {t("enough.say")}
      </button>
      <p class="muted">{t("enough.about", { day: day(until, zone), time: time(until, zone) })}</p>
    </div>
  );
}
