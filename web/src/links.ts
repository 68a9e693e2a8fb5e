/** Addresses that others wrote, before they become links: only web pages and mail. */

/** The address of a web page, or null for anything else; `https://` may be left out. */
export function webAddress(text: string): string | null {
  const whole = /^[a-z][\w+.-]*:/i.test(text) ? text : `https://${text}`;
  return allowed(whole, ["https:", "http:"]);
}

/** The address that begins a message, or null. */
export function writeAddress(text: string | null): string | null {
  return text && allowed(text, ["mailto:", "https:", "http:"]);
}

function allowed(address: string, schemes: string[]): string | null {
  return URL.canParse(address) && schemes.includes(new URL(address).protocol) ? address : null;
}
