/** What leaving means, said once more in full; the tap here is the one that counts. */
import { t } from "../../i18n/text";
import { tell } from "../../page/notice";
import { go } from "../../page/route";
import { current } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Say } from "../../ui/say";
import { leaveAltogether, leaveEvent } from "../leaving";

interface Props {
  /** Only the present event, or altogether. */
  onlyHere: boolean;
  leaveCard: boolean;
  onBack: () => void;
}

export function LastWord({ onlyHere, leaveCard, onBack }: Props) {
  const attempt = useAttempt();
  const here = current.value;
  const leave = () =>
    attempt.run(async () => {
      if (onlyHere && here && (await leaveEvent(here.participant_id, leaveCard)))
        return stay(here.event.name);
      if (!onlyHere) await leaveAltogether(leaveCard);
      go("/good-bye", { replace: true });
    });
  return (
    <div class="sure">
      <p>
        {onlyHere ? <Say k="leave.sure-event" event={here?.event.name} /> : t("leave.sure-all")}
      </p>
      {here && <p>{t(leaveCard ? "leave.card-kept" : "leave.card-gone")}</p>}
      <Trouble problem={attempt.problem.value} />
      <div class="pair">
        <button type="button" aria-disabled={attempt.busy.value} onClick={leave}>
          {t("leave.yes")}
        </button>
        <button type="button" aria-disabled={attempt.busy.value} onClick={onBack}>
          {t("back")}
        </button>
      </div>
    </div>
  );
}

function stay(event: string): void {
  go("/me", { replace: true });
  tell({ key: "leave.left-event", values: { event } });
}
