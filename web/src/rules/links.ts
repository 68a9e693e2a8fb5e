/** Addresses that others wrote, before they become links: only web pages and mail. */
import { phoneAddress } from "./phone-number";

/** The address of a web page, or null for anything else; `https://` may be left out. */
export function webAddress(text: string): string | null {
  const whole = /^[a-z][\w+.-]*:/i.test(text) ? text : `https://${text}`;
  return allowed(whole, ["https:", "http:"]);
}

/** The address that begins a message, or null. */
export function writeAddress(text: string | null): string | null {
  return text && allowed(text, ["mailto:", "https:", "http:"]);
}

/** The link that begins a mail to this address and says nothing else, whatever signs it holds (RFC 6068). */
export function mailAddress(email: string): string {
  const at = email.lastIndexOf("@");
  return `mailto:${encodeURIComponent(email.slice(0, at))}@${encodeURIComponent(email.slice(at + 1))}`;
}

/** What a tap on a way to get help opens, where it is one thing alone; otherwise it is read. */
export function reachAddress(text: string): string | null {
  const plain = text.trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain)) return mailAddress(plain);
  return /^https?:/i.test(plain) ? webAddress(plain) : phoneAddress(plain);
}

function allowed(address: string, schemes: string[]): string | null {
  return schemes.includes(schemeOf(address)) ? address : null;
}

/** `URL.canParse` came only with Safari 17 and Chrome 120. */
function schemeOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return "";
  }
}
