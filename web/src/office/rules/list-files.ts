/** The files that come out of a list: rows to mend, and what signs new people in. */
import type { NewParticipant, Rejected } from "../types";
import { csv } from "./csv";

/** Headings and rows as they came, each with what is wrong with it; it can be sent again. */
export function toMend(
  headings: readonly string[],
  rejected: readonly Rejected[],
  reasonHeading: string,
  reasonOf: (row: Rejected) => string,
  language: string,
): string {
  const width = Math.max(headings.length, ...rejected.map(({ cells }) => cells.length));
  const padded = (cells: readonly string[]) => [...cells, ...Array(width - cells.length).fill("")];
  const rows = rejected.map((row) => [...padded(row.cells), reasonOf(row)]);
  return csv([[...padded(headings), reasonHeading], ...rows], language);
}

/** Name, address, badge, link and PIN of those just added. */
export function toHandOut(
  headings: readonly string[],
  created: readonly NewParticipant[],
  language: string,
): string {
  const rows = created.map((one) => [
    ...[one.name, one.email ?? "", one.badge ?? ""],
    ...[one.join_url ?? "", grouped(one.pin ?? "")],
  ]);
  return csv([headings, ...rows], language);
}

/** With a space, so that a spreadsheet keeps a leading nought. */
export function grouped(pin: string): string {
  return pin.replace(/^(\d{4})(\d{4})$/, "$1 $2");
}
