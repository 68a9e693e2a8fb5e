/** Helps while a code is typed: shows it as it is printed, and tells early what cannot be right. */
import { plain, readTyped, shown } from "../rules/code";

const NO_SIGN = /[^0-9A-HJKMNP-TV-Z]/u;
const ADDRESS = /[:/]/;
const LENGTH = 8;
const HALF = LENGTH / 2;

/** What has been typed so far, and where the caret stands in it. */
export interface Typed {
  text: string;
  caret: number;
}

/**
 * The same as it is printed, `XXXX-XXXX`, with the caret behind the same sign; `forward` when the
 * sign behind the caret has just been deleted. What no code has in it stays, to be seen.
 */
export function formatTyped({ text, caret }: Typed, forward = false): Typed {
  if (ADDRESS.test(text)) return formatPasted({ text, caret });
  const signs = plain(text);
  const before = plain(text.slice(0, caret)).length;
  const past = before > HALF || (before === HALF && forward) ? 1 : 0;
  if (signs.length <= HALF) return { text: signs, caret: before };
  return { text: `${signs.slice(0, HALF)}-${signs.slice(HALF)}`, caret: before + past };
}

/** An address is left as it is until there is a code at its end. */
function formatPasted({ text, caret }: Typed): Typed {
  const code = readTyped(text);
  return code ? { text: shown(code), caret: shown(code).length } : { text, caret };
}

export type Fault = "sign" | "short" | "long";

/** What is wrong with a code as typed: a sign that is in none (and which), too few, too many. */
export function faultOf(typed: string): { fault: Fault; sign: string } | null {
  const signs = plain(typed);
  const [wrong] = signs.match(NO_SIGN) ?? [];
  if (wrong) return { fault: "sign", sign: wrong };
  if (signs.length === LENGTH) return null;
  return { fault: signs.length < LENGTH ? "short" : "long", sign: "" };
}
