/** Cards as a vCard 3.0 (RFC 2426) for the phone's address book; as the server writes them into mails. */

const MOST_OCTETS = 75;

/** Somebody's card, and in `note` where we met; `phone_link` is the whole number as a `tel:` URI. */
export interface Contact {
  name: string;
  given_name: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  phone_link?: string | null | undefined;
  link?: string | null | undefined;
  note?: string;
}

/** All the cards as the text of one `.vcf`. */
export function vcards(contacts: readonly Contact[]): string {
  return contacts.map(vcard).join("");
}

/** One card; lines end in CRLF and are folded at 75 octets of UTF-8. */
export function vcard(contact: Contact): string {
  const { name, given_name, email, link } = contact;
  const [phone, note] = [number(contact), noteOf(contact)];
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${escaped(familyName(name, given_name))};${escaped(given_name)};;;`,
    `FN:${escaped(name)}`,
    email && `EMAIL;TYPE=INTERNET:${escaped(email)}`,
    phone && `TEL:${escaped(phone)}`,
    link && `URL:${uri(link)}`,
    note && `NOTE:${escaped(note)}`,
    "END:VCARD",
  ];
  return lines.map((line) => (line ? `${folded(line)}\r\n` : "")).join("");
}

/** As typed where phones dial just that, else in full, and without an extension: all digits are dialled. */
function number({ phone, phone_link }: Contact): string | null | undefined {
  const [dialled] = (phone_link ?? "").replace(/^tel:/, "").split(";");
  const typed = (phone ?? "").replace(/[\s()./-]/g, "");
  return !dialled || dialled === typed ? phone : dialled;
}

/** With the number as typed where it has an extension, which the number alone leaves out. */
function noteOf({ phone, phone_link, note }: Contact): string {
  const extended = phone_link?.includes(";ext=") ? phone : null;
  return [note, extended].filter(Boolean).join("\n");
}

/** A name for the file that every system takes. */
export function fileName(name: string): string {
  const plain = oneLine(name).replace(/[<>:"/\\|?*.\s]+/g, " ");
  return `${[...plain.trim()].slice(0, 60).join("").trim() || "wetalked"}.vcf`;
}

/** What is left of the whole name without the given one; "" if they are the same. */
function familyName(full: string, given: string): string {
  const at = wholeWordAt(full, given);
  if (at < 0) return "";
  const rest = `${full.slice(0, at)} ${full.slice(at + given.length)}`;
  return rest.replaceAll(",", " ").trim().split(/\s+/).join(" ");
}

/** Where the given name stands as a word of its own, or -1. */
function wholeWordAt(full: string, given: string): number {
  const letter = /[\p{L}\p{N}_]/u;
  for (let at = given ? full.indexOf(given) : -1; at >= 0; at = full.indexOf(given, at + 1)) {
    const before = [...full.slice(0, at)].at(-1) ?? "";
    const after = [...full.slice(at + given.length)][0] ?? "";
    if (!letter.test(before) && !letter.test(after)) return at;
  }
  return -1;
}

function escaped(value: string): string {
  const marked = value.replace(/\r\n?/g, "\n").replace(/[\\,;]/g, "\\$&");
  return oneLine(marked.replaceAll("\n", "\\n"));
}

/** A URI takes no backslashes, yet many readers divide it at commas: percent signs suit both. */
function uri(link: string): string {
  return oneLine(link).replace(/[,;\\\s]/g, (sign) => encodeURIComponent(sign));
}

/** No control character may end the line and begin another property. */
function oneLine(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
  return value.replace(/[\x00-\x1f\x7f\x85\u2028\u2029]/g, "");
}

/** The line in pieces of at most 75 octets, never inside a character. */
function folded(line: string): string {
  const pieces = [""];
  let size = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (size + octets > MOST_OCTETS) {
      pieces.push("");
      size = 1; // the space that marks a continuation
    }
    pieces[pieces.length - 1] += character;
    size += octets;
  }
  return pieces.join("\r\n ");
}
