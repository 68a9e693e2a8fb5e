/** How such a mail looks: made-up talks, and nothing of anybody's. */
import { useSignal } from "@preact/signals";
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { previewOf } from "../../state/follow-up";
import type { Preview } from "../../types";

export function PreviewOfMail({ slug }: { slug: string }) {
  const mail = useSignal<Preview | null | undefined>(undefined);
  const attempt = useAttempt();
  const look = () =>
    attempt.run(async () => {
      mail.value = await previewOf(slug);
    });
  return (
    <section>
      <h2>{t("follow-up.preview")}</h2>
      <p>{t("follow-up.preview-about")}</p>
      {!mail.value && (
        <button type="button" aria-disabled={attempt.busy.value} onClick={look}>
          {t("follow-up.preview-do")}
        </button>
      )}
      <div role="status">
        {mail.value === null && <p>{t("follow-up.preview-nobody")}</p>}
        {mail.value && <Letter mail={mail.value} />}
      </div>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}

/** As plain text: what a mail program makes of the rest is its own affair. */
function Letter({ mail }: { mail: Preview }) {
  return (
    <article class="raised letter">
      <h3>
        <bdi>{mail.subject}</bdi>
      </h3>
      <pre dir="auto">{mail.text}</pre>
    </article>
  );
}
