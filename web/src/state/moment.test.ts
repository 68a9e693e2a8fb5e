/** The moment of a mutual talk: once on this phone, and whole. */
import { expect, test, vi } from "vitest";
import { firstSight } from "./moment";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});

test("a talk is seen mutual for the first time once", () => {
  expect(firstSight("a", 0)).toBe(true);
  expect(firstSight("b", 0)).toBe(true);
  expect(firstSight("a", 5_000)).toBe(false);
  expect(firstSight("b", 5_000)).toBe(false);
});

test("a view that is made anew at once goes on with the motion", () => {
  expect(firstSight("c", 10_000)).toBe(true);
  expect(firstSight("c", 10_900)).toBe(true);
  expect(firstSight("c", 11_000)).toBe(false);
});
