/** Whom no mail could reach, what the mail server said, and trying once more. */
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import type { Failure } from "../types";

interface Props {
  slug: string;
  failures: readonly Failure[];
  again: (slug: string, participant: string) => Promise<unknown>;
}

export function Failures({ slug, failures, again }: Props) {
  if (failures.length === 0) return null;
  return (
    <section>
      <h2>{t("follow-up.failed")}</h2>
      <p>{t("follow-up.failed-about")}</p>
      <ul class="rows">
        {failures.map((failure) => (
          <One
            key={failure.participant_id}
            slug={slug}
            failure={failure}
            again={() => again(slug, failure.participant_id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  slug: string;
  failure: Failure;
  again: () => Promise<unknown>;
}

/** Their page is where an address is corrected. */
function One({ slug, failure, again }: OneProps) {
  const attempt = useAttempt();
  return (
    <li class="row entry">
      <a class="who" href={`/events/${slug}/person/${failure.participant_id}`}>
        <bdi class="name">{failure.name}</bdi>
        <bdi class="muted">{failure.email}</bdi>
        <bdi class="muted">{failure.problem}</bdi>
      </a>
      <button type="button" aria-disabled={attempt.busy.value} onClick={() => attempt.run(again)}>
        {t("follow-up.again")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}
