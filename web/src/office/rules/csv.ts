/** Lists for spreadsheets: what people wrote stays text, and is never run as a formula. */

/** A cell that begins so is a formula to a spreadsheet, which may send data away. */
const FORMULA = /^[=+\-@\t\r\n]|^\s+[=+\-@]/;
const MARK = "\uFEFF";

/** `divider` as the spreadsheets of this language expect it. */
export function csv(rows: readonly (readonly string[])[], language: string): string {
  const divider = language === "de" ? ";" : ",";
  return MARK + rows.map((row) => `${row.map(cell).join(divider)}\r\n`).join("");
}

function cell(text: string): string {
  const tame = FORMULA.test(text) ? `'${text}` : text;
  return `"${tame.replaceAll('"', '""')}"`;
}
