/** The follow-up's moment before it is saved: the server's rule, case by case and in general. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import cases from "../../../../tests/data/mornings.json";
import { morningAfter } from "./morning";
import { wallOf } from "./zoned";

const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];
const HOUR = 3_600_000;

test.each(cases)("$ends_at in $time_zone brings it at $follow_up_at", (one) => {
  const found = morningAfter(Date.parse(one.ends_at), one.time_zone);
  expect(found).toBe(Date.parse(one.follow_up_at));
});

test("it is always a 9:00 there, at least 4 hours and hardly more than a day after the end", () => {
  const ends = fc.integer({ min: Date.UTC(2008, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(ends, fc.constantFrom(...ZONES), (end, zone) => {
      const found = morningAfter(end, zone);
      expect(wallOf(found, zone).slice(11)).toBe("09:00");
      expect(found - end).toBeGreaterThanOrEqual(4 * HOUR);
      expect(found - end).toBeLessThanOrEqual(29 * HOUR);
    }),
  );
});
