/** The switch for the sound after a scan. */
import { t } from "../../i18n/text";
import { sound, switchSound } from "../../scan/sound";
import { person } from "../../sign-in/session";

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
