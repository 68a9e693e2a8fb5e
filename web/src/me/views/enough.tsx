/** "Enough for today", said with one tap, taken back with another. */
import { day, t, time } from "../../i18n/text";
import { current } from "../../sign-in/session";
import { enough, enoughNow, sayEnough } from "../../talk/enough";
import { EnoughForToday } from "../../talk/views/enough";
import { Swap } from "../../ui/swap";

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
