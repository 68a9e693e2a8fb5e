/** Asking the shop now: how far that is, and what came of it. */

import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { Sign } from "../../../ui/icons";
import { Say } from "../../../ui/sentence";
import { askShop } from "../../state/shop";
import type { OwnEvent, Shop } from "../../types";
import { moment } from "../../ui/when";
import { Report } from "./report";

interface Props {
  event: OwnEvent;
  now: Shop;
  busy: boolean;
}

export function Asking({ event, now, busy }: Props) {
  const attempt = useAttempt();
  const ask = () => attempt.run(() => askShop(event.slug));
  return (
    <section class="event-form">
      <h2>{t("shop.came")}</h2>
      <button
        type="button"
        aria-disabled={busy || attempt.busy.value}
        onClick={() => !busy && ask()}
      >
        {t("shop.ask")}
      </button>
      <Trouble problem={attempt.problem.value} />
      {busy && <progress aria-label={t("shop.asking")} />}
      <div role="status" class="event-form">
        {busy ? <p>{t("shop.asking")}</p> : <Outcome now={now} zone={event.time_zone} />}
      </div>
    </section>
  );
}

function Outcome({ now, zone }: { now: Shop; zone: string }) {
  const { problem, problem_kind, pulled_at, report, due_at } = now;
  return (
    <>
      {problem && <Failed kind={problem_kind} detail={problem} />}
      {pulled_at ? (
        <p class="muted">
          <Say k="shop.pulled" when={moment(pulled_at, zone)} />
        </p>
      ) : (
        !problem && <p class="muted">{t("shop.never")}</p>
      )}
      {report && <Report report={report} />}
      {due_at && (
        <p class="muted">
          <Say k="shop.due" when={moment(due_at, zone)} />
        </p>
      )}
    </>
  );
}

/** In the reader's language; what exactly the server noted, a host or an answer, is in English. */
function Failed({ kind, detail }: { kind: Shop["problem_kind"]; detail: string }) {
  const sentence = t(`shop.problem-${kind ?? "ours"}`);
  return (
    <>
      <p class="trouble">
        <Sign />{" "}
        <span>
          {t("shop.problem")} {sentence}
        </span>
      </p>
      {detail.replaceAll("'", "’") !== sentence && (
        <p class="muted" lang="en">
          {detail}
        </p>
      )}
    </>
  );
}
