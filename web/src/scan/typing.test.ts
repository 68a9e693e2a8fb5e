/** Typing a code: shown as printed, the caret behind the same sign, and what is wrong told early. */
import { describe, expect, test } from "vitest";
import { readTyped, tidy } from "../rules/code";
import { faultOf, formatTyped } from "./typing";

/** A field's text with its caret, written as a bar. */
function at(drawn: string): { text: string; caret: number } {
  return { text: drawn.replace("|", ""), caret: drawn.indexOf("|") };
}

function drawn({ text, caret }: { text: string; caret: number }): string {
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe("a code while it is typed", () => {
  test.each([
    ["|", "|"],
    ["7|", "7|"],
    ["7kq0|", "7KQ0|"],
    ["7kqo|", "7KQ0|"],
    ["7KQ01|", "7KQ0-1|"],
    ["7KQ0-|", "7KQ0|"],
    ["7KQ0-1mxz|", "7KQ0-1MXZ|"],
    ["7 k q 0 – 1 m x z|", "7KQ0-1MXZ|"],
    ["7KQ0-1MX|", "7KQ0-1MX|"],
    ["il|", "11|"],
  ])("%s becomes %s", (typed, shown) => expect(drawn(formatTyped(at(typed)))).toBe(shown));

  test.each([
    ["a sign put into the first half", "7x|KQ0-1MXZ", "7X|KQ-01MXZ"],
    ["a sign put into the second half", "7KQ0-1y|MXZ", "7KQ0-1Y|MXZ"],
    ["a sign taken from the first half", "7|Q0-1MXZ", "7|Q01-MXZ"],
    ["a sign taken from behind the dash", "7KQ0-|MXZ", "7KQ0|-MXZ"],
    ["the dash itself taken away", "7KQ0|1MXZ", "7KQ0|-1MXZ"],
  ])("%s leaves the caret where it is", (_, typed, shown) => {
    expect(drawn(formatTyped(at(typed)))).toBe(shown);
  });

  test("deleting forward gets past the dash", () => {
    expect(drawn(formatTyped(at("7KQ0|1MXZ"), true))).toBe("7KQ0-|1MXZ");
  });

  test("a badge's address that is pasted becomes its code", () => {
    expect(drawn(formatTyped(at("HTTPS://TALK.EXAMPLE/B/7KQ01MXZ|")))).toBe("7KQ0-1MXZ|");
    expect(drawn(formatTyped(at("7KQ0https://talk.example/b/7kq0-1mxz?x|")))).toBe("7KQ0-1MXZ|");
  });

  test("an address without a code stays as it is", () => {
    expect(drawn(formatTyped(at("https://talk.example/b|")))).toBe("https://talk.example/b|");
  });

  test("whatever is typed where, its signs and the caret's place among them stay", () => {
    for (const typed of everyText())
      for (let caret = 0; caret <= typed.length; caret++) {
        const shown = formatTyped({ text: typed, caret });
        expect(tidy(shown.text)).toBe(tidy(typed));
        expect(tidy(shown.text.slice(0, shown.caret))).toBe(tidy(typed.slice(0, caret)));
        expect(formatTyped(shown).text).toBe(shown.text);
        expect(readTyped(shown.text)).toBe(readTyped(typed));
      }
  });
});

/** Texts of up to 10 signs, of every kind of sign in every place. */
function everyText(): string[] {
  const kinds = ["7", "k", "o", "l", "u", "-", " ", "–"];
  const rotated = kinds.map((_, by) => [...kinds.slice(by), ...kinds, ...kinds].join(""));
  return rotated.flatMap((text) =>
    Array.from({ length: 11 }, (_, length) => text.slice(0, length)),
  );
}

describe("a typed code's fault", () => {
  test.each([
    ["7KQ0-1MXU", "sign", "U"],
    ["7u", "sign", "U"],
    ["7KÄ", "sign", "Ä"],
    ["7K?", "sign", "?"],
    ["7KQ0-1MX", "short", ""],
    ["", "short", ""],
    ["7KQ0-1MXZ9", "long", ""],
  ])("%s: %s", (typed, fault, sign) => expect(faultOf(typed)).toEqual({ fault, sign }));

  test.each(["7KQ0-1MXZ", "7kqo lmxz"])("%s has none", (typed) => {
    expect(faultOf(typed)).toBeNull();
    expect(readTyped(typed)).not.toBeNull();
  });
});
