/** Correcting a person. */
import { expect, test } from "vitest";
import { changesOf, type PersonDraft } from "./person-form";

const base: PersonDraft = { name: "Kim", email: "", language: "en", ask_me_about: "Bees" };

test("only what is different is sent", () => {
  expect(changesOf(base, base)).toEqual({});
  expect(changesOf(base, { ...base, name: " Kim  Lee ", email: " k@example.org" })).toEqual({
    name: "Kim Lee",
    email: "k@example.org",
  });
});

test("a topic that was emptied is taken back", () => {
  expect(changesOf(base, { ...base, ask_me_about: " " })).toEqual({ ask_me_about: null });
});
