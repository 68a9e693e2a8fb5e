/** That nothing is asked here any more today, and the way back. */
import { day, t, time } from "../../i18n/text";
import { current } from "../../sign-in/session";
import { enough, takeEnoughBack } from "../enough";

export function EnoughForToday() {
  const zone = current.value?.event.time_zone;
  if (!enough.value) return null;
  const until = { day: day(enough.value, zone), time: time(enough.value, zone) };
  return (
    <div class="enough">
      <p>{t("enough.on", until)}</p>
      <button type="button" onClick={takeEnoughBack}>
        {t("enough.undo")}
      </button>
    </div>
  );
}
