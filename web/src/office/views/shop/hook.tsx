/** The hook: where any other shop sends its tickets, and the secret that signs them. */
import { useSignal } from "@preact/signals";
import { day, t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { Sure, Swap } from "../../../ui/sure";
import { endSecret, newSecret } from "../../state/shop";
import type { Hook } from "../../types";
import { ShownOnce } from "../../ui/shown-once";

export function HookPart({ slug, hook }: { slug: string; hook: Hook | null }) {
  const secret = useSignal("");
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
      <Swap shows={hook !== null}>
        <div class="event-form">
          {hook && <Address hook={hook} />}
          <Shown secret={secret.value} />
          {hook && !secret.value && (
            <Sure label={t("hook.renew")} onYes={make}>
              {t("hook.renew-sure")}
            </Sure>
          )}
          {hook && (
            <Sure label={t("hook.end")} onYes={end}>
              {t("hook.end-sure")}
            </Sure>
          )}
          {!hook && <First onMake={make} />}
        </div>
      </Swap>
    </section>
  );
}

function Shown({ secret }: { secret: string }) {
  return (
    <Swap shows={secret !== ""}>
      {secret && <ShownOnce secret={secret}>{t("hook.shown")}</ShownOnce>}
    </Swap>
  );
}

function First({ onMake }: { onMake: () => Promise<void> }) {
  const attempt = useAttempt();
  return (
    <>
      <button type="button" aria-disabled={attempt.busy.value} onClick={() => attempt.run(onMake)}>
        {t("hook.make")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
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
