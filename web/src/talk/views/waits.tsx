/** Someone has said that we talked, and waits for my word: yes and not now weigh the same. */
import { useId, useRef } from "preact/hooks";
import type { Talk } from "../../api/types";
import { day, t, time } from "../../i18n/text";
import { go, goFromHere } from "../../page/route";
import { current } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Waiting } from "../../ui/icons";
import { useFocusAfter } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { enough, takeEnoughBack } from "../enough";
import { sayNo } from "../no";
import { confirm } from "../talks";

export function WaitsForYou({ talk }: { talk: Talk }) {
  const attempt = useAttempt();
  const sentence = useId();
  const part = useRef<HTMLElement>(null);
  useFocusAfter(part);
  const name = talk.with.name ?? t("someone");
  async function yes() {
    const goOn = goFromHere();
    if (await attempt.run(() => confirm(talk.id))) goOn(`/talks/${talk.id}`);
  }
  function notNow() {
    if (location.pathname === `/talks/${talk.id}`) go("/talks", { replace: true });
    sayNo(talk, "withdraw", "declined", name);
  }
  return (
    <section class="waits" ref={part} aria-labelledby={sentence}>
      <p>
        <Waiting />{" "}
        <span id={sentence}>
          <Say k="waiting-for-you" name={name} />
        </span>
      </p>
      <div class="pair">
        <button type="button" aria-disabled={attempt.busy.value} onClick={yes}>
          {t("yes-we-did")}
        </button>
        <button type="button" aria-disabled={attempt.busy.value} onClick={notNow}>
          {t("not-now")}
        </button>
      </div>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}

/** That nothing is asked here any more today, and the way back. */
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
