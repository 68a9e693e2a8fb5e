/** Names as a list compares them. */
import { expect, test } from "vitest";
import type { Participant } from "../types";
import { named, sameName, tidied, timesToAdd } from "./same-name";

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
