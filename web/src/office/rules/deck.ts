/** A deck while it is being changed: each question with an id of its own, so that it can move. */
import type { DeckQuestion } from "../../api/types";

export interface DeckRow {
  id: string;
  de: string;
  en: string;
}

export function rowsOf(questions: readonly DeckQuestion[]): DeckRow[] {
  return questions.map(({ de, en }, place) => ({ id: `${place}`, de: de ?? "", en: en ?? "" }));
}

/** What is sent: rows without a word in either language are nothing. */
export function questionsOf(rows: readonly DeckRow[]): DeckQuestion[] {
  return worded(rows).map(({ de, en }) => ({ de: de.trim() || null, en: en.trim() || null }));
}

/** The rows that are sent, in the order in which the server's answer counts them. */
export function worded(rows: readonly DeckRow[]): DeckRow[] {
  return rows.filter(({ de, en }) => de.trim() || en.trim());
}

/** The row brought to another place, those between moving up or down by one. */
export function moved(rows: readonly DeckRow[], id: string, to: number): DeckRow[] {
  const row = rows.find((each) => each.id === id);
  if (!row) return [...rows];
  const rest = rows.filter((each) => each.id !== id);
  const place = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, place), row, ...rest.slice(place)];
}
