/** The one line that others may ask me about. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { changeHere, current } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { useFocusAfter } from "../../ui/page";

export function AskMeAbout() {
  const saved = current.value?.ask_me_about ?? "";
  const text = useSignal(saved);
  const attempt = useAttempt();
  const form = useRef<HTMLFormElement>(null);
  useFocusAfter(form);
  const changed = text.value.trim() !== saved;
  function submit(event: Event) {
    event.preventDefault();
    void attempt.run(() => changeHere({ ask_me_about: text.value.trim() || null }));
  }
  return (
    <form class="ask" ref={form} onSubmit={submit}>
      <Field
        label={t("ask-me-about")}
        value={text.value}
        onText={(typed) => (text.value = typed)}
        hint={!changed && attempt.done.value && t("kept")}
        with={{ maxLength: 120, placeholder: t("ask-me-about.example"), autocomplete: "off" }}
      />
      <Trouble problem={attempt.problem.value} />
      {changed && (
        <button type="submit" aria-disabled={attempt.busy.value}>
          {t("keep")}
        </button>
      )}
    </form>
  );
}
