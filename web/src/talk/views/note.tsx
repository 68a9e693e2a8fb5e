/** One note: at rest it is read, in hand it is written, and kept with every letter. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import type { Mark } from "../../sync";
import { Trouble } from "../../ui/attempt";
import { Unsent } from "../../ui/sentence";
import { NoteField, useWriting, type Writing } from "./note-field";
import type { Hand } from "./note-list";

interface Props {
  hand: Hand;
  label: string;
  placeholder: string;
  hint?: ComponentChildren;
  text: string;
  write: (text: string) => Promise<void>;
  remove: () => Promise<void>;
  /** What the tap that takes it in hand is called, and whether it is to write on beneath the text. */
  open: string;
  opensMore?: boolean;
  /** Whether it is with the server yet. */
  mark: Partial<Mark>;
  /** What else is shown at rest. */
  children: ComponentChildren;
  /** The fields beneath the text; `focus` is for the first of them. */
  more: (writing: Writing, focus: object | null) => ComponentChildren;
}

export function Note({ hand, open, mark, children, ...writable }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (hand.focus?.on === "place") place.current?.focus({ preventScroll: true });
  }, [hand.focus]);
  return (
    <div ref={place} tabIndex={-1}>
      {hand.taken ? (
        <InHand hand={hand} {...writable} />
      ) : (
        <article class="noted">
          <p dir="auto">{writable.text}</p>
          {children}
          <Unsent {...mark} />
          <button type="button" class="quiet" onClick={hand.take}>
            {open}
          </button>
        </article>
      )}
    </div>
  );
}

type InHandProps = Omit<Props, "open" | "mark" | "children">;

function InHand({ hand, write, remove, more, opensMore, ...field }: InHandProps) {
  const writing = useWriting();
  const { type, end, drop } = useEnd({ hand, write, remove, text: field.text }, writing);
  const focus = hand.focus?.on === "field" ? hand.focus : null;
  const below = useRef(opensMore).current;
  return (
    <form class={hand.begins ? "note" : "noted"} onSubmit={(event) => event.preventDefault()}>
      <NoteField
        {...field}
        onText={type}
        writing={writing}
        focus={below ? null : focus}
        onEnter={() => end("enter")}
      />
      {field.text && more(writing, below ? focus : null)}
      <Trouble problem={writing.problem} />
      {(field.text || !hand.begins) && (
        <div class="pair">
          <button type="button" onClick={drop}>
            {t("remove")}
          </button>
          <button type="button" onClick={() => end("done")}>
            {t("done")}
          </button>
        </div>
      )}
    </form>
  );
}

type Ending = Pick<InHandProps, "hand" | "write" | "remove" | "text">;

/** Putting the note down: with its words, or without any, which takes it away. */
function useEnd({ hand, write, remove, text }: Ending, writing: Writing) {
  const typed = useRef(text);
  async function type(text: string) {
    typed.current = text;
    await write(text);
  }
  async function end(how: "enter" | "done") {
    if (!(await writing.isSaved())) return;
    if (typed.current.trim()) return hand.leave(how);
    (document.activeElement as HTMLElement | null)?.blur();
    if (!hand.begins) hand.leave("removed");
  }
  async function drop() {
    if (!text) return end("done");
    writing.keep(remove());
    if (await writing.isSaved()) hand.leave("removed");
  }
  return { type, end, drop };
}
