/** What the server would not take, each with its reason: to be mended, tried again or thrown away. */
import "../../i18n/later";
import { useSignal } from "@preact/signals";
import { problemKey, t } from "../../i18n/text";
import { tell } from "../../page/notice";
import { readTyped } from "../../rules/code";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Sign } from "../../ui/icons";
import { focusHeading, Page } from "../../ui/page";
import { Say } from "../../ui/say";
import { calledBy, mend, type Refusal, refusals, throwAway, tryAgain, wordsOf } from "../refused";

export default function RefusedView() {
  return (
    <Page title={t("refused.title")} back="/talks">
      {refusals.value.length === 0 && <p>{t("refused.none")}</p>}
      {refusals.value.map((one) => (
        <OneRefusal one={one} key={one.name} />
      ))}
    </Page>
  );
}

export function OneRefusal({ one }: { one: Refusal }) {
  const words = one.entries.map(wordsOf).filter((text) => text !== null);
  return (
    <section class="raised" aria-label={t("refused.title")}>
      <p class="trouble">
        <Sign /> {t(problemKey({ kind: one.reason, field: "" }))}
      </p>
      <p>
        <Say k="refused.about" name={calledBy(one)} />
      </p>
      {words.map((text) => (
        <p dir="auto" key={text}>
          {text}
        </p>
      ))}
      {one.reason === "unknown-badge" ? <RightCode badge={one.name} /> : <Again one={one} />}
      <Away one={one} />
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

function Again({ one }: { one: Refusal }) {
  const attempt = useAttempt();
  return (
    <>
      <button
        type="button"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => tryAgain(one))}
      >
        {t("again")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}

function Away({ one }: { one: Refusal }) {
  const attempt = useAttempt();
  async function drop() {
    const undo = await throwAway(one);
    focusHeading();
    tell({ key: "refused.dropped", act: { key: "undo", do: undo } });
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
