/** A labelled field, of one line or growing with what is written. */
import type { ComponentChildren, InputHTMLAttributes, TargetedInputEvent } from "preact";
import { useId } from "preact/hooks";

type Input = HTMLInputElement | HTMLTextAreaElement;

interface Props {
  label: ComponentChildren;
  value: string;
  onText: (text: string, event: TargetedInputEvent<Input>) => void;
  /** A line beneath that belongs to the field. */
  hint?: ComponentChildren;
  /** Several lines; Enter makes a new one. */
  long?: boolean;
  /** What the browser should know: type, autocomplete, inputmode, placeholder, maxlength … */
  with?: InputHTMLAttributes;
}

export function Field({ label, value, onText, hint, long, with: more }: Props) {
  const id = useId();
  const common = {
    id,
    value,
    dir: "auto" as const,
    "aria-describedby": `${id}-hint`,
    onInput: (event: TargetedInputEvent<Input>) => onText(event.currentTarget.value, event),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {long ? (
        <textarea rows={2} maxLength={1000} {...common} placeholder={more?.placeholder} />
      ) : (
        <input {...more} {...common} />
      )}
      <p class="hint" id={`${id}-hint`} role="status">
        {hint}
      </p>
    </div>
  );
}
