/** What was printed when; the same once more, or back among those still to be printed. */
import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { download } from "../../../ui/hand-over";
import { Sure } from "../../../ui/sure";
import type { Wish } from "../../rules/wish";
import { sheetFile, unprint } from "../../state/badges";
import type { Batch, OwnEvent, Sheet } from "../../types";
import { moment } from "../../ui/when";

interface Props {
  event: OwnEvent;
  now: Sheet;
  wish: Wish;
}

export function Printed({ event, now, wish }: Props) {
  if (now.printed.length === 0) return null;
  return (
    <section>
      <h2>{t("badges.printed")}</h2>
      <p>{t("badges.printed-about")}</p>
      <ul class="rows">
        {now.printed.map((batch) => (
          <One key={batch.printed_at} event={event} batch={batch} wish={wish} />
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  event: OwnEvent;
  batch: Batch;
  wish: Wish;
}

function One({ event, batch, wish }: OneProps) {
  const attempt = useAttempt();
  const again = async () =>
    download((await sheetFile(event.slug, wish, { printed_at: batch.printed_at })).file);
  return (
    <li class="row entry">
      <span class="who">
        <span>{moment(batch.printed_at, event.time_zone)}</span>
        <span class="muted">{counted("badges.batch", batch.badges)}</span>
      </span>
      <button type="button" aria-disabled={attempt.busy.value} onClick={() => attempt.run(again)}>
        {t("badges.again")}
      </button>
      <Sure label={t("badges.unprint")} onYes={() => unprint(event.slug, batch.printed_at)}>
        {t("badges.unprint-sure")}
      </Sure>
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}
