/** What the server would not take, each with its reason: to be mended, tried again or thrown away. */
import { useSignal } from "@preact/signals";
import { problemKey, t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { readTyped } from "../../rules/code";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Sign } from "../../ui/icons";
import { focusHeading, Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { calledBy, mend, type Refusal, refusals, throwAway, tryAgain, wordsOf } from "../refused";

export default function RefusedView() {
  return (
    <Page title={t("refused.title")} back="/talks">
      {refusals.value.length === 0 && <p>{t("refused.none")}</p>}
      {refusals.value.map((refusal) => (
        <OneRefusal refusal={refusal} key={refusal.name} />
      ))}
    </Page>
  );
}

export function OneRefusal({ refusal }: { refusal: Refusal }) {
  const texts = refusal.entries.map(wordsOf).filter((text) => text !== null);
  return (
    <section class="raised" aria-label={t("refused.title")}>
      <p class="trouble">
        <Sign /> {t(problemKey({ kind: refusal.reason, field: "" }))}
      </p>
      <p>
        <Say k="refused.about" name={calledBy(refusal)} />
      </p>
      {texts.map((text) => (
        <p dir="auto" key={text}>
          {text}
        </p>
      ))}
      {refusal.reason === "unknown-badge" ? (
        <RightCode badge={refusal.name} />
      ) : (
        <Again refusal={refusal} />
      )}
      <Away refusal={refusal} />
    </section>
  );
}

function RightCode({ badge }: { badge: string }) {
  const typed = useSignal(badge);
  const wrong = useSignal(false);
  const attempt = useAttempt();
  function submit(event: Event) {
    event.preventDefault();
    const code = readTyped(typed.value);
    wrong.value = code === null;
    if (code) void attempt.run(() => mend(badge, code));
  }
  return (
    <form onSubmit={submit}>
      <Field
        label={t("code.label")}
        value={typed.value}
        onText={(text) => (typed.value = text)}
        hint={wrong.value && t("code.wrong")}
        with={{ autocapitalize: "characters", autocomplete: "off", spellcheck: false }}
      />
      <Trouble problem={attempt.problem.value} />
      <button type="submit" aria-disabled={attempt.busy.value}>
        {t("refused.mend")}
      </button>
    </form>
  );
}

function Again({ refusal }: { refusal: Refusal }) {
  const attempt = useAttempt();
  return (
    <>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => tryAgain(refusal))}
      >
        {t("again")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}

function Away({ refusal }: { refusal: Refusal }) {
  const attempt = useAttempt();
  async function drop() {
    const undo = await throwAway(refusal);
    focusHeading();
    showNotice({ key: "refused.dropped", act: { key: "undo", do: undo } });
  }
  return (
    <>
      <button type="button" aria-disabled={attempt.busy.value} onClick={() => attempt.run(drop)}>
        {t("refused.drop")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
