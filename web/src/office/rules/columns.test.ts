/** Which column holds what, corrected by hand. */
import { expect, test } from "vitest";
import { choices, corrected } from "./columns";

test("each heading can be chosen once, and an empty one not at all", () => {
  expect(choices([" Name", "", "E-Mail  (privat)", "Name"])).toEqual(["Name", "E-Mail (privat)"]);
});

test("a column that was given to one field is taken from another", () => {
  const now = corrected({ name: "A", email: "B", language: "" }, "given_name", "A");
  expect(now).toEqual({ email: "B", language: "", given_name: "A" });
});
