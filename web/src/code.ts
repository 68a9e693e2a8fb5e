/** Reads badge codes as people type them and cameras see them: Crockford's base 32, eight characters. */

const ALPHABET = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const BADGE_PATH = /\/b\/([^/?#]+)\/?(?:[?#].*)?$/i;

/** The code in its plain form, or null: any case, dashes and spaces aside, O is 0, I and L are 1. */
export function readTyped(typed: string): string | null {
  const inUrl = BADGE_PATH.exec(typed.trim())?.[1];
  const plain = tidy(inUrl ?? typed);
  return ALPHABET.test(plain) ? plain : null;
}

/** The code in what a camera read, or null where it is no badge of any event. */
export function readScanned(text: string): string | null {
  const inUrl = BADGE_PATH.exec(text.trim())?.[1];
  return inUrl ? readTyped(inUrl) : null;
}

/** As printed on the badge: `XXXX-XXXX`. */
export function shown(code: string): string {
  const plain = tidy(code);
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

/** Whether two spellings mean the same badge. */
export function sameCode(one: string, other: string): boolean {
  return tidy(one) === tidy(other);
}

/** Without dashes and spaces, in capitals, look-alikes replaced; works for mailed codes too. */
export function tidy(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}
