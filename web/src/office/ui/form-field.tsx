/** A field of a form that is sent as a whole: its words of help, and what is wrong with it. */
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import type { Problem } from "../../rules/problem";
import { Field } from "../../ui/field";
import { Wrong, wrongAt } from "./wrong";

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
