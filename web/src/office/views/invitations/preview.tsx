/** How an invitation looks, before one is sent. */
import { useSignal } from "@preact/signals";
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import type { Preview } from "../../types";

export function PreviewOfMail({ load }: { load: () => Promise<Preview | null> }) {
  const mail = useSignal<Preview | null>(null);
  const attempt = useAttempt();
  const look = () =>
    attempt.run(async () => {
      mail.value = await load();
    });
  return (
    <section>
      <h2>{t("follow-up.preview")}</h2>
      <p>{t("invitations.preview-about")}</p>
      {!mail.value && (
        <button type="button" aria-disabled={attempt.busy.value} onClick={look}>
          {t("follow-up.preview-do")}
        </button>
      )}
      <div role="status">
        {mail.value && (
          <article class="raised letter">
            <h3>
              <bdi>{mail.value.subject}</bdi>
            </h3>
            <pre dir="auto">{mail.value.text}</pre>
          </article>
        )}
      </div>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}
