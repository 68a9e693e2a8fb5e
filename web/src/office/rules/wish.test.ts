/** A sheet as it is wished for. */
import { expect, test } from "vitest";
import { AS_USUAL, possible, previewOf } from "./wish";

test("a label has no back, and a strip that folds has one anyway", () => {
  const both = { ...AS_USUAL, sides: "2" as const };
  expect(possible({ ...both, layout: "roll62" }).sides).toBe("1");
  expect(possible({ ...both, layout: "butterfly" }).sides).toBe("1");
  expect(possible(both).sides).toBe("2");
});

test("a look at a sheet is asked for with all of the wish", () => {
  expect(previewOf("day", { ...AS_USUAL, crop_marks: true })).toBe(
    "/api/v1/events/day/badges/preview.png?layout=a4-4xa6&sides=1&pins=strip&crop_marks=true",
  );
});
