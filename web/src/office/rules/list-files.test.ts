/** Files out of lists: safe to open in a spreadsheet, and whole. */
import { expect, test } from "vitest";
import { choices, corrected, csv, toHandOut, toMend } from "./list-files";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])("%j is never run", (name) => {
  expect(csv([[name]], "en")).toBe(`\uFEFF"'${name}"\r\n`);
});

test("quotes, dividers and lines within a cell stay in it", () => {
  expect(csv([['a "b"', "c;d", "e\nf"]], "de")).toBe('\uFEFF"a ""b""";"c;d";"e\nf"\r\n');
});

test("rows to mend come as they were, with the reason in a column of its own", () => {
  const row = { line: 3, problem: "", wrong: [], cells: ["Otto"] };
  const made = toMend(["Name", "E-Mail"], [row], "Reason", () => "no name", "en");
  expect(made).toBe('\uFEFF"Name","E-Mail","Reason"\r\n"Otto","","no name"\r\n');
});

test("what is handed out has a line for each", () => {
  const one = {
    name: "Kim",
    email: null,
    badge: "AB",
    join_url: "http://x/join/y",
    pin: "01234567",
  };
  const made = toHandOut(["a", "b", "c", "d", "e"], [one as never], "en");
  expect(made.split("\r\n")[1]).toBe('"Kim","","AB","http://x/join/y","0123 4567"');
});

test("each heading can be chosen once, and an empty one not at all", () => {
  expect(choices([" Name", "", "E-Mail  (privat)", "Name"])).toEqual(["Name", "E-Mail (privat)"]);
});

test("a column that was given to one field is taken from another", () => {
  const now = corrected({ name: "A", email: "B", language: "" }, "given_name", "A");
  expect(now).toEqual({ email: "B", language: "", given_name: "A" });
});
