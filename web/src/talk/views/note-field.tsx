/** A field whose words are kept while they are typed; what comes from elsewhere never moves the caret. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { asProblem, type Problem } from "../../rules/problem";
import { tellRemoved } from "../undo";

const MOST = 1000;
const NEARLY = 900;

/** Keeping what is typed in one or several fields, and whether that goes well. */
export interface Writing {
  keep: (work: Promise<void>) => void;
  /** Resolves once the last word is kept; false if it could not be. */
  isSaved: () => Promise<boolean>;
  problem: Problem | null;
}

export function useWriting(): Writing {
  const problem = useSignal<Problem | null>(null);
  const last = useRef<Promise<Problem | null>>(Promise.resolve(null));
  function keep(work: Promise<void>) {
    const keeping = work.then(() => null, asProblem);
    last.current = keeping;
    void keeping.then((fault) => {
      if (last.current === keeping) problem.value = fault;
    });
  }
  const isSaved = () => last.current.then((fault) => fault === null);
  return { keep, isSaved, problem: problem.value };
}

interface Props {
  label: string;
  /** What is kept. */
  text: string;
  onText: (typed: string) => Promise<void>;
  writing: Writing;
  placeholder?: string;
  hint?: ComponentChildren;
  /** Takes the focus when this is, or becomes, another one. */
  focus?: object | null;
  /** What Enter does; without it, Enter makes a new line. */
  onEnter?: () => void;
}

export function NoteField({ label, text, onText, writing, hint, focus, onEnter, ...more }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef(text);
  const { shown, type, rest } = useTyped(text, onText, writing);
  useLayoutEffect(() => {
    if (focus) writeOn(field.current);
  }, [focus]);
  function enter(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !onEnter) return;
    event.preventDefault();
    onEnter();
  }
  /** Words that were there when the field was entered, and are not when it is left, can come back. */
  async function leave(text: string) {
    const gone = before.current;
    await rest();
    if (gone.trim() && !text.trim()) tellRemoved(() => onText(gone));
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="grows" data-text={shown}>
        <textarea
          ref={field}
          id={id}
          rows={2}
          maxLength={MOST}
          dir="auto"
          enterkeyhint={onEnter && (shown.trim() ? "next" : "done")}
          placeholder={more.placeholder}
          value={shown}
          aria-describedby={`${id}-hint`}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={enter}
          onFocus={(event) => (before.current = event.currentTarget.value)}
          onBlur={(event) => leave(event.currentTarget.value)}
        />
      </div>
      <p class="hint" id={`${id}-hint`} role="status">
        {room(shown) || hint}
      </p>
    </div>
  );
}

/** The caret stands behind what is there already. */
function writeOn(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** While someone types, the field shows their own words to the letter; at rest, what is kept. */
function useTyped(text: string, onText: Props["onText"], writing: Writing) {
  const typed = useSignal<string | null>(null);
  function type(text: string) {
    typed.value = text;
    writing.keep(onText(text));
  }
  async function rest() {
    const text = typed.value;
    if ((await writing.isSaved()) && typed.value === text) typed.value = null;
  }
  return { shown: typed.value ?? text, type, rest };
}

function room(text: string): string {
  if (text.length < NEARLY) return "";
  return t(text.length < MOST ? "note.nearly-full" : "note.full");
}
