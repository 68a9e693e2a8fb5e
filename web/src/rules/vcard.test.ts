/** Cards for the address book: as RFC 2426 wants them, in any script, and as the server writes them. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import shared from "../../../tests/data/cards.json";
import { type Contact, fileName, vcard, vcards } from "./vcard";

const MIRA: Contact = { name: "Mira Lang", given_name: "Mira", email: "mira@example.org" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are left out
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]/g;

const octets = (text: string) => new TextEncoder().encode(text);
const unfolded = (text: string) => text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);

/** What an address book reads out of a property. */
function read(text: string, property: string): string | undefined {
  const line = unfolded(text).find((one) => one.startsWith(`${property}:`));
  return line
    ?.slice(property.length + 1)
    .replace(/\\(.)/gs, (_, marked) => (marked === "n" ? "\n" : marked));
}

const anyText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
const anyContact = fc.record({
  name: anyText,
  given_name: anyText,
  email: fc.option(anyText),
  phone: fc.option(anyText),
  link: fc.option(anyText),
  note: anyText,
});

describe("a card", () => {
  test("holds what was shown, and no more", () => {
    expect(vcard({ ...MIRA, phone: null, note: "Met at “Day”" })).toBe(
      [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Lang;Mira;;;",
        "FN:Mira Lang",
        "EMAIL;TYPE=INTERNET:mira@example.org",
        "NOTE:Met at “Day”",
        "END:VCARD",
        "",
      ].join("\r\n"),
    );
  });

  test.each(shared)("of $contact.name is the same as the server's", ({ contact, lines }) => {
    expect(vcard(contact)).toBe(lines.map((line) => `${line}\r\n`).join(""));
  });

  test.each([
    ["Mira Lang", "Mira", "Lang;Mira"],
    ["Weiß, Jonas", "Jonas", "Weiß;Jonas"],
    ["Dr. Amélie Müller-Lüdenscheidt", "Amélie", "Dr. Müller-Lüdenscheidt;Amélie"],
    ["山田太郎", "山田太郎", ";山田太郎"],
    ["Annalena Anna", "Anna", "Annalena;Anna"],
    ["Cher", "Cher", ";Cher"],
    ["Mira", "Someone else", ";Someone else"],
  ])("of %s, called %s, is filed under %s", (name, given_name, filed) => {
    expect(vcard({ name, given_name })).toContain(`\r\nN:${filed};;;\r\n`);
  });

  test("with marks of the format in it says the same when it is read", () => {
    const name = "Back\\slash, Comma; and\nline";
    const text = vcard({ name, given_name: "Back" });
    expect(read(text, "FN")).toBe(name);
    expect(text).toContain("FN:Back\\\\slash\\, Comma\\; and\\nline\r\n");
  });

  test("takes no other property out of a value", () => {
    const text = vcard({
      ...MIRA,
      link: "https://a.example/x\r\nTEL:1,2",
      note: "a\u2028TEL:1\x85",
    });
    expect(unfolded(text).filter((line) => line.startsWith("TEL"))).toEqual([]);
    expect(text).toContain("URL:https://a.example/xTEL:1%2C2\r\n");
  });
});

describe("whatever stands on a card", () => {
  test("its lines are at most 75 octets long, and none begins inside a character", () => {
    fc.assert(
      fc.property(anyContact, (contact) => {
        const text = vcard(contact);
        for (const line of text.split("\r\n")) {
          expect(octets(line).length).toBeLessThanOrEqual(75);
          expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets(line))).toBe(line);
        }
        expect(text.endsWith("END:VCARD\r\n")).toBe(true);
      }),
    );
  });

  test("it is read as it was written, but for control characters", () => {
    fc.assert(
      fc.property(anyContact, (contact) => {
        const text = vcard(contact);
        const lines = (value: string) => value.replace(/\r\n?/g, "\n").replace(CONTROLS, "");
        expect(read(text, "FN")).toBe(lines(contact.name));
        expect(read(text, "NOTE")).toBe(lines(contact.note));
      }),
    );
  });

  test("several make one file, one after the other", () => {
    fc.assert(
      fc.property(fc.array(anyContact, { maxLength: 5 }), (contacts) => {
        const begins = unfolded(vcards(contacts)).filter((line) => line === "BEGIN:VCARD");
        expect(begins).toHaveLength(contacts.length);
      }),
    );
  });

  test("its file has a name that every system takes", () => {
    expect(fileName("Mira Lang")).toBe("Mira Lang.vcf");
    expect(fileName("../a/b: c?")).toBe("a b c.vcf");
    expect(fileName(" . ")).toBe("wetalked.vcf");
    fc.assert(
      fc.property(anyText, (name) => {
        expect(fileName(name)).toMatch(/^[^<>:"/\\|?*.\s][^<>:"/\\|?*.]*\.vcf$/u);
      }),
    );
  });
});
