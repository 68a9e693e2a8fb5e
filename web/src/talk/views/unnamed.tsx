/** A talk of which only the badge's code is known yet: whose it was, as a hint to myself. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { hintOf, setHint } from "../../sync";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";

export function WhoWasThat({ badge }: { badge: string }) {
  const text = useSignal(hintOf(badge));
  const attempt = useAttempt();
  function write(typed: string) {
    text.value = typed;
    void attempt.run(() => setHint(badge, typed.trim()));
  }
  return (
    <section>
      <Field
        label={t("who-was-that")}
        value={text.value}
        onText={write}
        with={{ maxLength: 120, autocomplete: "off" }}
      />
      <p class="muted">{t("who-was-that.private")}</p>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}
