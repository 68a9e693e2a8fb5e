/** Reading badge codes: spellings that mean the same, and texts that are none. */
import { describe, expect, test } from "vitest";
import { readTyped, sameCode, shown } from "./code";

describe("a typed code", () => {
  test.each([
    "7KQ0-1MXZ",
    "7kq0 1mxz",
    " 7KQo-lmxz ",
    "7KQO-IMXZ",
    "7–K–Q–0 1MXZ",
    "７ＫＱ０\u20601ＭＸＺ",
  ])("%s is read as printed", (typed) => expect(readTyped(typed)).toBe("7KQ01MXZ"));

  test("may be pasted as the badge's whole address", () => {
    expect(readTyped("https://talk.example/b/7kq0-1mxz?x=1")).toBe("7KQ01MXZ");
  });

  test.each(["", "7KQ0-1MX", "7KQ0-1MXZ9", "7KQ0-1MXU", "7KQ0-1MÄXZ", "7KQ0.1MXZ", "hello you"])(
    "%s is none",
    (typed) => {
      expect(readTyped(typed)).toBeNull();
    },
  );
});

test("a code is shown in two groups, and compares without them", () => {
  expect(shown("7kq01mxz")).toBe("7KQ0-1MXZ");
  expect(sameCode("7kq0-1mxz", "7KQO1MXZ")).toBe(true);
  expect(sameCode("7kq0-1mxz", "7KQO1MXY")).toBe(false);
});
