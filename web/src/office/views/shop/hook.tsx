/** The hook: where any other shop sends its tickets, and the secret that signs them. */
import { useSignal } from "@preact/signals";
import { day, t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { Sure } from "../../../ui/sure";
import { endSecret, newSecret } from "../../state/shop";
import type { Hook } from "../../types";
import { ShownOnce } from "../../ui/shown-once";

export function HookPart({ slug, hook }: { slug: string; hook: Hook | null }) {
  const secret = useSignal("");
  const attempt = useAttempt();
  async function make() {
    secret.value = await newSecret(slug);
  }
  async function end() {
    await endSecret(slug);
    secret.value = "";
  }
  return (
    <section class="event-form">
      <h2>{t("hook.title")}</h2>
      <p>{t("hook.lead")}</p>
      <a class="quiet" href="/docs">
        {t("tokens.docs")}
      </a>
      {hook && <Address hook={hook} />}
      <div role="status">
        {secret.value && (
          <ShownOnce key={secret.value} secret={secret.value}>
            {t("hook.shown")}
          </ShownOnce>
        )}
      </div>
      {hook ? (
        <>
          <Sure label={t("hook.renew")} onYes={make}>
            {t("hook.renew-sure")}
          </Sure>
          <Sure label={t("hook.end")} onYes={end}>
            {t("hook.end-sure")}
          </Sure>
        </>
      ) : (
        <button type="button" aria-disabled={attempt.busy.value} onClick={() => attempt.run(make)}>
          {t("hook.make")}
        </button>
      )}
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}

function Address({ hook }: { hook: Hook }) {
  return (
    <div>
      <p>{t("hook.url")}</p>
      <p class="secret">
        <code>{hook.url}</code>
      </p>
      <p class="muted">{t("hook.made", { day: day(hook.made_at) })}</p>
    </div>
  );
}
