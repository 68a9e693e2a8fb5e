/** Whom no mail could reach, what the mail server said. */
import { t } from "../../../i18n/text";
import type { Failure } from "../../types";

export function Failures({ failures }: { failures: readonly Failure[] }) {
  if (failures.length === 0) return null;
  return (
    <section>
      <h2>{t("follow-up.failed")}</h2>
      <p>{t("follow-up.failed-about")}</p>
      <ul class="rows">
        {failures.map((one) => (
          <One key={one.participant_id} failure={one} />
        ))}
      </ul>
    </section>
  );
}

function One({ failure }: { failure: Failure }) {
  return (
    <li class="row entry">
      <span class="who">
        <bdi class="name">{failure.name}</bdi>
        <bdi class="muted">{failure.email}</bdi>
        <bdi class="muted">{failure.problem}</bdi>
      </span>
    </li>
  );
}
