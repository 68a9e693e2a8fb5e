/** Reads what a camera read: the address on a badge, or something else. */

const BADGE = /^(.*)\/b\/([0-9A-HJKMNP-TV-Z-]+)\/?(?:[?#].*)?$/i;
const LENGTH = 8;

/** A badge's address: its code, and the place before it (host and path) in small letters. */
export interface Address {
  code: string;
  place: string;
}

/**
 * Null where the text is no badge of any event. A camera takes no O for a 0: what would be a code
 * only by look-alikes is some other page's address.
 */
export function readScanned(text: string): Address | null {
  const [, before = "", signs = ""] = BADGE.exec(text.trim()) ?? [];
  const code = signs.replaceAll("-", "").toUpperCase();
  if (code.length !== LENGTH) return null;
  return { code, place: before.replace(/^https?:\/\//i, "").toLowerCase() };
}

/** Whether a badge's place is this server, as the app's own host or my badges' addresses (`own`) name it. */
export function isFromHere(place: string, host: string, own: readonly string[]): boolean {
  return place === host || own.some((address) => readScanned(address)?.place === place);
}
