/** How a mail looks before one is sent. */
import { useSignal } from "@preact/signals";
import { type Key, t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import type { Preview } from "../types";

interface Props {
  about: Key;
  /** Answers null while nobody is on the list. */
  load: () => Promise<Preview | null>;
}

export function MailPreview({ about, load }: Props) {
  const mail = useSignal<Preview | null | undefined>(undefined);
  const attempt = useAttempt();
  const look = () =>
    attempt.run(async () => {
      mail.value = await load();
    });
  return (
    <section>
      <h2>{t("follow-up.preview")}</h2>
      <p>{t(about)}</p>
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
