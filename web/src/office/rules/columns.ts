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
  return [...new Set(headings.map((one) => one.trim().replace(/\s+/g, " ")))].filter(Boolean);
}

/** The corrections with one more; a column holds one thing. */
export function corrected(now: Columns, field: Field, heading: string): Columns {
  const others = Object.entries(now).filter(([, taken]) => taken === "" || taken !== heading);
  return { ...Object.fromEntries(others), [field]: heading };
}
