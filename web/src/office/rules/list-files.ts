/** The files that come out of a list: rows to mend, and what signs new people in. */

import { decimalSign } from "../../i18n/intl";
import type { NewParticipant, Rejected } from "../types";

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
  const rows = created.map((person) => [
    ...[person.name, person.email ?? "", person.badge ?? ""],
    ...[person.join_url ?? "", grouped(person.pin ?? "")],
  ]);
  return csv([headings, ...rows], language);
}

/** With a space, so that a spreadsheet keeps a leading nought. */
export function grouped(pin: string): string {
  return pin.replace(/^(\d{4})(\d{4})$/, "$1 $2");
}

/** A cell that begins so is a formula to a spreadsheet, which may send data away. */
const FORMULA = /^[=+\-@\t\r\n]|^\s+[=+\-@]/;
const MARK = "\uFEFF";

/** `divider` as the spreadsheets of this language expect it. */
export function csv(rows: readonly (readonly string[])[], language: string): string {
  const divider = decimalSign(language) === "," ? ";" : ",";
  return MARK + rows.map((row) => `${row.map(cell).join(divider)}\r\n`).join("");
}

function cell(text: string): string {
  const tame = FORMULA.test(text) ? `'${text}` : text;
  return `"${tame.replaceAll('"', '""')}"`;
}

/** What a list's columns hold: the fields there are, and what was corrected by hand. */
export const FIELDS = [
  "name",
  "given_name",
  "middle_name",
  "family_name",
  "preferred_name",
  "email",
  "language",
  "ask_me_about",
] as const;
export type Field = (typeof FIELDS)[number];
/** From a field to the heading of its column; "" for none. */
export type Columns = Partial<Record<Field, string>>;

/** Headings to choose from, each once. */
export function choices(headings: readonly string[]): string[] {
  return [...new Set(headings.map((heading) => heading.trim().replace(/\s+/g, " ")))].filter(
    Boolean,
  );
}

/** The corrections with one more; a column holds one thing. */
export function corrected(now: Columns, field: Field, heading: string): Columns {
  const others = Object.entries(now).filter(([, taken]) => taken === "" || taken !== heading);
  return { ...Object.fromEntries(others), [field]: heading };
}
