/** Where notes stand while they are written, arrive and go. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placed } from "./places";

describe("notes keep their places", () => {
  test("the empty place for a new one stands last", () => {
    expect(placed([], ["a", "b"], "new")).toEqual(["a", "b", "new"]);
  });

  test("a note that is being written stays where it is once it is in the list", () => {
    expect(placed(["a", "new"], ["a", "new"], "new")).toEqual(["a", "new"]);
  });

  test("what another phone adds comes before the empty place, and behind one that is written in", () => {
    expect(placed(["a", "new"], ["a", "b"], "new")).toEqual(["a", "b", "new"]);
    expect(placed(["a", "new"], ["a", "new", "b"], "new")).toEqual(["a", "new", "b"]);
  });

  test("once a note is done the next empty place follows at the end", () => {
    expect(placed(["a", "old"], ["a", "old"], "new")).toEqual(["a", "old", "new"]);
  });

  test("what went keeps its place for when it comes back", () => {
    expect(placed(["a", "b", "new"], ["a"], "new")).toEqual(["a", "b", "new"]);
  });

  test("a place that was emptied again amid the notes does not move", () => {
    expect(placed(["a", "new", "b"], ["a", "b", "c"], "new")).toEqual(["a", "new", "b", "c"]);
  });

  test("without a place for another the notes alone stand there", () => {
    expect(placed(["a"], ["a", "b"], null)).toEqual(["a", "b"]);
  });

  test("in whatever order things happen, nothing that stood there changes places", () => {
    const step = fc.record({
      there: fc.subarray([..."abcdef"]),
      slot: fc.option(fc.constantFrom("new1", "new2")),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let order: string[] = [];
        for (const { there, slot } of steps) {
          const next = placed(order, there, slot);
          const stood = order.filter((id) => id !== slot);
          expect(next.filter((id) => stood.includes(id))).toEqual(stood);
          expect(new Set(next).size).toBe(next.length);
          expect(next).toEqual(expect.arrayContaining([...there, ...(slot ? [slot] : [])]));
          order = next;
        }
      }),
    );
  });
});
