/** No mail leaves this machine: how people get in all the same. */

import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { invite } from "../../state/invitations";
import type { Steps } from "../../types";
import { NoMail } from "../../ui/event-page";

export function HandOut({ slug, step }: { slug: string; step: Steps }) {
  const linked = step.listed - step.without_address;
  return (
    <>
      <NoMail />
      <h2>{t("invitations.hand-out")}</h2>
      {step.listed === 0 && <p>{t("step.invitations-none")}</p>}
      {step.without_address > 0 && (
        <>
          <p>{counted("invitations.pins", step.without_address)}</p>
          <a class="button main" href={`/events/${slug}/badges`}>
            {t("invitations.to-badges")}
          </a>
        </>
      )}
      {linked > 0 && <p>{counted("invitations.links", linked)}</p>}
      {step.uninvited > 0 && <Write slug={slug} number={step.uninvited} />}
      <p class="muted">{t("invitations.trust")}</p>
    </>
  );
}

function Write({ slug, number }: { slug: string; number: number }) {
  const attempt = useAttempt();
  return (
    <>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => invite(slug))}
      >
        {counted("invitations.write", number)}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
