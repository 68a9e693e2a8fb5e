/** The notes of one kind: each at rest or in hand, and beneath them the place for another. */
import { useSignal } from "@preact/signals";
import { type ComponentChildren, Fragment } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { newId } from "../../rules/ids";
import { placed } from "../../rules/places";
import { focusHeading } from "../../ui/page";

/** The server takes no more of a kind on a talk. */
export const MOST = 20;

/** What one note knows of its place among the others. */
export interface Hand {
  /** Whether it is being written. */
  taken: boolean;
  /** Whether it is being written for the first time. */
  begins: boolean;
  /** Whether it begins beneath others. */
  another: boolean;
  /** Another value each time that the focus should come here: to its field, or to its place. */
  focus: { on: "field" | "place" } | null;
  take: () => void;
  /** Done with writing; by Enter the next one can be written at once. */
  leave: (how: "enter" | "done" | "removed") => void;
}

interface Noted {
  id: string;
  text: string;
}

interface Props<Note> {
  notes: readonly Note[];
  /** A note of which nothing is written yet; without it there is no place for another. */
  blank?: ((id: string) => Note) | undefined;
  row: (note: Note, hand: Hand) => ComponentChildren;
}

export function NoteList<Note extends Noted>({ notes, blank, row }: Props<Note>) {
  const { slot, handOf, taken } = useHands();
  const filled = notes.some((note) => note.id === slot);
  const room = blank !== undefined && (filled || notes.length < MOST);
  const shown = usePlaced(notes, room ? slot : null, taken, blank);
  return (
    <>
      {shown.map((note, index) => (
        <Fragment key={note.id}>{row(note, handOf(note.id, index > 0))}</Fragment>
      ))}
      {blank && !room && <p class="muted">{t("note.no-more")}</p>}
    </>
  );
}

/** Which notes are being written, and where the focus goes from one to the next. */
function useHands() {
  const slot = useSignal(useMemo(newId, []));
  const taken = useSignal<ReadonlySet<string>>(new Set());
  const focus = useSignal<{ id: string; on: "field" | "place" } | null>(null);
  function leave(id: string, how: "enter" | "done" | "removed") {
    const begun = id === slot.value;
    taken.value = new Set([...taken.value].filter((other) => other !== id));
    if (begun) slot.value = newId();
    if (how === "removed") focusHeading();
    else if (begun && how === "enter") focus.value = { id: slot.value, on: "field" };
    else focus.value = { id, on: "place" };
  }
  function take(id: string) {
    taken.value = new Set(taken.value).add(id);
    focus.value = { id, on: "field" };
  }
  const handOf = (id: string, another: boolean): Hand => ({
    begins: id === slot.value,
    another: another && id === slot.value,
    taken: id === slot.value || taken.value.has(id),
    focus: focus.value?.id === id ? focus.value : null,
    take: () => take(id),
    leave: (how) => leave(id, how),
  });
  return { slot: slot.value, taken: taken.value, handOf };
}

/** The notes in their places; one that is in hand keeps its own though nothing is left of its text. */
function usePlaced<Note extends Noted>(
  notes: readonly Note[],
  slot: string | null,
  taken: ReadonlySet<string>,
  blank: Props<Note>["blank"],
): Note[] {
  const order = useRef<string[]>([]);
  const last = useRef(new Map<string, Note>());
  const there = new Map(notes.map((note) => [note.id, note]));
  for (const [id, note] of there) last.current.set(id, note);
  order.current = placed(order.current, [...there.keys()], slot);
  return order.current.flatMap((id) => {
    const emptied = id === slot || taken.has(id) ? (last.current.get(id) ?? blank?.(id)) : null;
    const note = there.get(id) ?? (emptied && { ...emptied, text: "" });
    return note ? [note] : [];
  });
}
