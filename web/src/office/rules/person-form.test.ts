/** Correcting a person. */
import { expect, test } from "vitest";
import type { Participant } from "../types";
import { changesOf, named, type PersonDraft, sameName, tidied, timesToAdd } from "./person-form";

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

const person = (name: string, email: string | null = null) => ({ name, email }) as Participant;

test("case, composition and spacing make no other name", () => {
  expect(sameName("Amélie  Müller", "ame\u0301lie müller ")).toBe(true);
  expect(sameName("Kim", "Kim Lee")).toBe(false);
});

test("one more of a name is one more than those whom the name alone tells apart", () => {
  const people = [person("Kim"), person("kim"), person("Kim", "kim@example.org"), person("Tim")];
  expect(named("Kim", people)).toHaveLength(3);
  expect(timesToAdd("Kim", people)).toBe(3);
  expect(timesToAdd("Mira", people)).toBe(1);
});

test("what is typed loses its spare spaces", () => {
  expect(tidied("  Anna \t Holm ")).toBe("Anna Holm");
});
