/** A field of a form that is sent as a whole: its words of help, and what is wrong with it. */
import type { ComponentChildren, InputHTMLAttributes, RefObject } from "preact";
import { useEffect, useId } from "preact/hooks";
import { hasText, type Key, t } from "../../i18n/text";
import type { Problem } from "../../rules/problem";
import { Trouble } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Sign } from "../../ui/icons";

interface Props {
  /** As the server calls it. */
  name: string;
  label: string;
  value: string;
  onText: (text: string) => void;
  problem: Problem | null;
  help?: ComponentChildren;
  with?: InputHTMLAttributes;
}

export function FormField({ name, label, value, onText, problem, help, with: more }: Props) {
  const invalid = wrongAt(problem, name) !== null;
  return (
    <Field
      label={label}
      value={value}
      onText={onText}
      hint={invalid ? <Wrong problem={problem} field={name} /> : help}
      with={{ ...more, "aria-invalid": invalid }}
    />
  );
}

interface SelectProps {
  name: string;
  label: string;
  value: string;
  onPick: (value: string) => void;
  problem: Problem | null;
  help?: ComponentChildren;
  children: ComponentChildren;
}

export function Select({ name, label, value, onPick, problem, help, children }: SelectProps) {
  const id = useId();
  const invalid = wrongAt(problem, name) !== null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={invalid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {children}
      </select>
      <p class="hint" id={`${id}-hint`} role="status">
        {invalid ? <Wrong problem={problem} field={name} /> : help}
      </p>
    </div>
  );
}

/** The sentence for a field; none where nothing is wrong with it. */
export function wrongAt(problem: Problem | null, field: string): string | null {
  const error = problem?.errors.find((error) => error.field === field);
  if (!problem || !error) return null;
  const key = `problem.${problem.kind}-${field}`;
  return hasText(key) ? t(key as Key) : error.message;
}

export function Wrong({ problem, field }: { problem: Problem | null; field: string }) {
  const sentence = wrongAt(problem, field);
  return sentence ? (
    <strong class="wrong">
      <Sign /> {sentence}
    </strong>
  ) : null;
}

interface TroubleProps {
  problem: Problem | null;
  /** Those whose sentence stands beside them. */
  fields: readonly string[];
}

export function FormTrouble({ problem, fields }: TroubleProps) {
  const isBeside = problem?.errors.some(({ field }) => fields.includes(field));
  if (!isBeside) return <Trouble problem={problem} />;
  return (
    <p class="trouble" role="status">
      <Sign /> {t("form.look")}
    </p>
  );
}

/** After a failed try the first field that is wrong takes the focus. */
export function useFocusOnWrong(form: RefObject<HTMLElement | null>, problem: Problem | null) {
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
}
