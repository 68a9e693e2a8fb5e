/** Reads badge codes as people type them: Crockford's base 32, eight characters; shows codes. */

const ALPHABET = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const HALF = 4;
const HALF_OWN = 5;
const BADGE_PATH = /\/b\/([^/?#]+)\/?(?:[?#].*)?$/i;

/** The code in its plain form, or null: any case, dashes and spaces aside, O is 0, I and L are 1. */
export function readTyped(typed: string): string | null {
  const inUrl = BADGE_PATH.exec(typed.trim())?.[1];
  const code = plain(inUrl ?? typed);
  return ALPHABET.test(code) ? code : null;
}

/** As printed on the badge: `XXXX-XXXX`. */
export function shown(code: string): string {
  return halved(code, HALF);
}

/** A code of one's own as it is told: `XXXXX-XXXXX`. */
export function shownOwn(code: string): string {
  return halved(code, HALF_OWN);
}

function halved(code: string, half: number): string {
  const signs = tidy(code);
  return `${signs.slice(0, half)}-${signs.slice(half)}`;
}

/** Whether two spellings mean the same badge. */
export function sameCode(one: string, other: string): boolean {
  return tidy(one) === tidy(other);
}

/** Without dashes and spaces, in capitals, look-alikes replaced; works for mailed codes too. */
export function tidy(typed: string): string {
  return plain(typed).replace(/[^0-9A-Z]/g, "");
}

/** In capitals, look-alikes replaced, all that only divides or cannot be seen left out. */
export function plain(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\p{Pd}\p{Z}\p{C}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}
