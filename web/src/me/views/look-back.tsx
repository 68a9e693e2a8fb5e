/** Three questions to oneself: what is typed lives in these fields alone, and goes with them. */
import { useEffect, useRef } from "preact/hooks";
import { type Key, t } from "../../i18n/text";
import { Page } from "../../ui/page";

const QUESTIONS: Key[] = ["look-back.listened", "look-back.waiting", "look-back.shown"];

export function LookBack() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const clear = () => form.current?.reset();
    addEventListener("pagehide", clear);
    return () => removeEventListener("pagehide", clear);
  }, []);
  return (
    <Page title={t("look-back.title")} back="/me">
      <p>{t("look-back.lead")}</p>
      <form ref={form} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        {QUESTIONS.map((question) => (
          <label class="to-oneself" key={question}>
            {t(question)}
            {/* A spelling check may send what it reads to the browser's maker. */}
            <textarea rows={3} dir="auto" autocomplete="off" spellcheck={false} />
          </label>
        ))}
      </form>
    </Page>
  );
}
