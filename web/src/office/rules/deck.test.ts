/** A deck while it is being changed. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { moved, questionsOf, rowsOf, worded } from "./deck";

const DECK = [{ de: "Wie?", en: "How?" }, { de: null, en: "What?" }, { de: "Woran?" }];

test("a deck that nobody has touched is sent as it came", () => {
  expect(questionsOf(rowsOf(DECK))).toEqual([
    { de: "Wie?", en: "How?" },
    { de: null, en: "What?" },
    { de: "Woran?", en: null },
  ]);
});

test("a row without a word is not sent, and not counted", () => {
  const rows = [{ id: "new", de: " ", en: "" }, ...rowsOf(DECK)];
  expect(worded(rows).map((row) => row.id)).toEqual(["0", "1", "2"]);
  expect(questionsOf(rows)).toHaveLength(3);
});

test("a row moves where it is brought, and no further than the ends", () => {
  const ids = (id: string, to: number) => moved(rowsOf(DECK), id, to).map((row) => row.id);
  expect(ids("2", 0)).toEqual(["2", "0", "1"]);
  expect(ids("0", 1)).toEqual(["1", "0", "2"]);
  expect(ids("0", 9)).toEqual(["1", "2", "0"]);
  expect(ids("0", -1)).toEqual(["0", "1", "2"]);
  expect(ids("gone", 1)).toEqual(["0", "1", "2"]);
});

test("moving loses nothing", () => {
  fc.assert(
    fc.property(fc.nat(2), fc.integer({ min: -2, max: 5 }), (from, to) => {
      const ids = moved(rowsOf(DECK), `${from}`, to).map((row) => row.id);
      expect([...ids].sort()).toEqual(["0", "1", "2"]);
    }),
  );
});
