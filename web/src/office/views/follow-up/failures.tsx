/** Whom no mail could reach, what the mail server said, and trying once more. */
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { sendAgain } from "../../state/follow-up";
import type { Failure } from "../../types";

interface Props {
  slug: string;
  failures: readonly Failure[];
}

export function Failures({ slug, failures }: Props) {
  if (failures.length === 0) return null;
  return (
    <section>
      <h2>{t("follow-up.failed")}</h2>
      <p>{t("follow-up.failed-about")}</p>
      <ul class="rows">
        {failures.map((one) => (
          <One key={one.participant_id} slug={slug} failure={one} />
        ))}
      </ul>
    </section>
  );
}

function One({ slug, failure }: { slug: string; failure: Failure }) {
  const attempt = useAttempt();
  return (
    <li class="row entry">
      <span class="who">
        <bdi class="name">{failure.name}</bdi>
        <bdi class="muted">{failure.email}</bdi>
        <bdi class="muted">{failure.problem}</bdi>
      </span>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => sendAgain(slug, failure.participant_id))}
      >
        {t("follow-up.again")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}
