/** The settings of a ticket shop. */
import { expect, test } from "vitest";
import type { Shop } from "../types";
import { bodyOf, draftOf, isUsual } from "./shop-form";

const NONE: Shop = {
  ...{ url: null, token_set: false, pending: false, subevent: null, every_minutes: null },
  ...{ state: "none", due_at: null, pulled_at: null, report: null, hook: null },
  ...{ problem: null, problem_kind: null },
};

test("what was kept is sent again as it was, whoever set it", () => {
  const kept = { url: "https://pretix.eu/a/b/", pending: true, subevent: 7, every_minutes: 30 };
  expect(bodyOf(draftOf({ ...NONE, ...kept }), "")).toEqual(kept);
});

test("a token is sent only where one was typed", () => {
  expect(bodyOf(draftOf(NONE), " ")).not.toHaveProperty("token");
  expect(bodyOf(draftOf(NONE), " abc ").token).toBe("abc");
});

test("empty fields are none", () => {
  const draft = { url: " https://pretix.eu/a/b/ ", every: "", pending: false, subevent: "" };
  expect(bodyOf(draft, "abc")).toEqual({
    ...{ url: "https://pretix.eu/a/b/", token: "abc" },
    ...{ pending: false, subevent: null, every_minutes: null },
  });
});

test("another rhythm than the usual ones is known as such", () => {
  expect([15, 30].map(isUsual)).toEqual([true, false]);
});
