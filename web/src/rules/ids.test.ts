/** Ids and times that a phone makes. */
import { expect, test } from "vitest";
import { correctBy, monotonicNow, now } from "../storage/clock";
import { newId } from "./ids";

test("ids are UUIDv7: their time leads, so that they sort by it", () => {
  const id = newId(0x0192_3456_789a);
  expect(id).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId(1) < newId(2)).toBe(true);
  expect(new Set(Array.from({ length: 100 }, () => newId(5))).size).toBe(100);
});

test("times rise even while the phone's clock stands still or goes back", () => {
  const first = monotonicNow(5_000_000_000_000);
  expect(monotonicNow(5_000_000_000_000)).toBe(first + 1);
  expect(monotonicNow(1)).toBe(first + 2);
});

test("a clock that is wrong is corrected by the date of an answer, and by nothing unreadable", () => {
  const phone = 6_000_000_000_000;
  correctBy(new Date(phone + 3_600_000).toUTCString(), phone);
  expect(monotonicNow(phone)).toBe(phone + 3_600_000);
  correctBy("sometime", phone);
  expect(monotonicNow(phone + 10)).toBe(phone + 3_600_010);
  expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
