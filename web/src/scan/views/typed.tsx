/** The code on the badge, typed or pasted: as good as the camera, and what stands in for it. */
import { useSignal } from "@preact/signals";
import type { RefObject, TargetedInputEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Key, t } from "../../i18n/text";
import { moved } from "../../page/route";
import { readTyped } from "../../rules/code";
import { recordScan } from "../../talk/talks";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Page } from "../../ui/page";
import type { Refusal } from "../camera";
import { askAgain } from "../camera";
import { faultOf, formatTyped } from "../typing";

const REASONS: Record<Refusal, Key> = {
  denied: "scan.denied",
  busy: "scan.busy",
  none: "scan.no-camera",
  insecure: "scan.insecure",
};

export function Typed({ why }: { why: Refusal | null }) {
  const typed = useSignal("");
  const finished = useSignal(false);
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!why && moved) input.current?.focus(); // typing is what they came for
  }, []);
  function submit(event: Event) {
    event.preventDefault();
    finished.value = true;
    const code = readTyped(typed.value);
    if (code) void attempt.run(() => recordScan(code));
  }
  function take(text: string) {
    typed.value = text;
    finished.value = false;
    attempt.problem.value = null;
  }
  return (
    <Page title={t("code.title")} back="/" name="typed">
      {why && <p role="status">{t(REASONS[why])}</p>}
      <form class="step" onSubmit={submit}>
        <CodeField
          value={typed.value}
          onCode={take}
          onLeft={() => (finished.value = true)}
          hint={hintOf(typed.value, finished.value)}
          input={input}
        />
        <Trouble problem={attempt.problem.value} />
        <button type="submit" class="main" aria-disabled={attempt.busy.value}>
          {t("we-talked")}
        </button>
      </form>
      {why !== "insecure" && (
        <a class="quiet" href="/scan" onClick={askAgain}>
          {t(why ? "code.camera-again" : "code.camera")}
        </a>
      )}
    </Page>
  );
}

interface CodeProps {
  value: string;
  hint: string | null;
  input: RefObject<HTMLInputElement | null>;
  onCode: (text: string) => void;
  onLeft: () => void;
}

function CodeField({ value, hint, input, onCode, onLeft }: CodeProps) {
  return (
    <Field
      label={t("code.label")}
      value={value}
      onText={(_, event) => onCode(format(event))}
      hint={hint}
      with={{
        ref: input,
        required: true,
        autocapitalize: "characters",
        autocomplete: "off",
        autoCorrect: "off",
        spellcheck: false,
        placeholder: "XXXX-XXXX",
        onBlur: onLeft,
      }}
    />
  );
}

/** Show it as it is printed, the caret where it was. */
function format(event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>): string {
  const field = event.currentTarget;
  const forward = event.inputType === "deleteContentForward";
  const now = { text: field.value, caret: field.selectionStart ?? field.value.length };
  const { text, caret } = formatTyped(now, forward);
  if (text === field.value) return text;
  field.value = text;
  field.setSelectionRange(caret, caret);
  return text;
}

/** A sign that no code has is told at once, a missing one only when the typing is over. */
function hintOf(typed: string, finished: boolean): string | null {
  const fault = typed ? faultOf(typed) : null;
  if (fault?.fault === "sign") return t("code.sign", { sign: fault.sign });
  return fault?.fault === "long" || (fault && finished) ? t("code.wrong") : null;
}
