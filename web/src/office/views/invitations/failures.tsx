/** Whom no invitation could reach, and trying once more. */
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { invite } from "../../state/invitations";
import type { Sending } from "../../types";

type Failure = Sending["failures"][number];

export function Failures({ slug, failures }: { slug: string; failures: readonly Failure[] }) {
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
      <a class="who" href={`/events/${slug}/person/${failure.participant_id}`}>
        <bdi class="name">{failure.name}</bdi>
        <bdi class="muted">{failure.email}</bdi>
        <bdi class="muted">{failure.problem}</bdi>
      </a>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => invite(slug, [failure.participant_id]))}
      >
        {t("follow-up.again")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}
