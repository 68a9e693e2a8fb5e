/**
 * Dialling a number as people write it (RFC 3966). The server sends a whole `tel:` URI with a card; this
 * stands in for it: for help contacts, and for cards that the phone kept before.
 */

/** What people write before a number. */
const LABEL = /^(?:tele(?:f|ph)one?|tel|fon|phone|mobile?|handy|cell|whatsapp|signal)[\s.:]+/i;
const EXTENSION = /[\s,;]*(?:ext(?:ension)?|durchwahl|nebenstelle|dw|app|x|#)[\s.:]*(\d{1,7})$/i;
/** The zero that is dialled only within the country. */
const TRUNK_ZERO = /^(\+[\d\s.-]*?)\(\s*0\s*\)/;
const NUMBER = /^\+?[\d\s()/.\u00a0\u2010-\u2015\u2212-]+$/;
/** Emergency numbers have three digits, the longest of E.164 fifteen. */
const FEWEST = 3;
const MOST = 15;

/** The link that dials this, or null where it is no number, or more than one. */
export function phoneAddress(text: string): string | null {
  const plain = inAscii(text).trim().replace(LABEL, "");
  const extension = EXTENSION.exec(plain)?.[1];
  const number = international(plain.replace(EXTENSION, ""));
  if (!NUMBER.test(number)) return null;
  const dialled = number.replace(/[^\d+]/g, "");
  const digits = dialled.replace("+", "").length;
  if (digits < FEWEST || digits > MOST) return null;
  return `tel:${dialled}${extension ? `;ext=${extension}` : ""}`;
}

/** With `+` for `00` at the beginning, and without a zero in brackets behind the country's code. */
function international(number: string): string {
  return number
    .trim()
    .replace(/^00(?=[1-9])/, "+")
    .replace(TRUNK_ZERO, "$1");
}

/** Digits of any script, and full-width signs, as those of a keypad; marks of direction go. */
function inAscii(text: string): string {
  const plain = text.normalize("NFKC").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  return plain.replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)));
}

/** The ten digits of a script stand in a row (Unicode). */
function digitOf(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (at - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return at - zero;
}
