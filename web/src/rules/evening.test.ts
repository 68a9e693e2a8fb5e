/** When "enough for today" and the three questions to oneself are there. */
import { expect, test } from "vitest";
import { enoughUntil, isEvening, isTimeToLookBack } from "./evening";

const DAY = {
  starts_at: "2026-12-05T08:00:00Z",
  ends_at: "2026-12-05T17:00:00Z",
  follow_up_at: "2026-12-06T08:00:00Z",
  in_house: true,
};
const at = (iso: string) => Date.parse(iso);

test("enough for today holds until the follow-up", () => {
  expect(enoughUntil(DAY, at("2026-12-05T08:00:00Z"))).toBe(DAY.follow_up_at);
  expect(enoughUntil(DAY, at("2026-12-06T07:59:59Z"))).toBe(DAY.follow_up_at);
});

test("nobody needs it before the event begins, or once the follow-up is there", () => {
  expect(enoughUntil(DAY, at("2026-12-05T07:59:59Z"))).toBeNull();
  expect(enoughUntil(DAY, at(DAY.follow_up_at))).toBeNull();
});

test("an event whose follow-up went out ahead of its end asks no more", () => {
  const early = { ...DAY, follow_up_at: "2026-12-05T16:00:00Z" };
  expect(enoughUntil(early, at("2026-12-05T16:30:00Z"))).toBeNull();
});

test("the three questions come in the last hour and stay", () => {
  expect(isTimeToLookBack(DAY, at("2026-12-05T15:59:59Z"))).toBe(false);
  expect(isTimeToLookBack(DAY, at("2026-12-05T16:00:00Z"))).toBe(true);
  expect(isTimeToLookBack(DAY, at("2026-12-20T12:00:00Z"))).toBe(true);
});

test("they are for in-house days alone", () => {
  const open = { ...DAY, in_house: false };
  expect(isTimeToLookBack(open, at("2026-12-05T16:30:00Z"))).toBe(false);
});

test("evening is from an hour before the end until the follow-up", () => {
  expect(isEvening(DAY, at("2026-12-05T15:59:59Z"))).toBe(false);
  expect(isEvening(DAY, at("2026-12-05T16:00:00Z"))).toBe(true);
  expect(isEvening(DAY, at("2026-12-06T07:59:59Z"))).toBe(true);
  expect(isEvening(DAY, at(DAY.follow_up_at))).toBe(false);
});
