/** The time of what is said: corrected by the server's clock, always rising, also after a restart. */
import { beforeEach, expect, test, vi } from "vitest";
import {
  correctBy,
  goOnFrom,
  isOffsetKnown,
  monotonicNow,
  now,
  reopen,
  serverOffset,
} from "./clock";
import { local } from "./web-storage";

const PHONE = Date.parse("2026-12-05T10:00:00Z");
const HOUR = 3_600_000;
const dateAt = (time: number) => new Date(time).toUTCString();

beforeEach(() => {
  vi.useRealTimers();
  local.clear();
  reopen();
});

test("no two moments are the same, while the phone's clock stands still or goes back", () => {
  const first = monotonicNow(PHONE);
  expect(monotonicNow(PHONE)).toBe(first + 1);
  expect(monotonicNow(PHONE - HOUR)).toBe(first + 2);
});

test("after a restart time goes on from the last moment that was written down", () => {
  const last = monotonicNow(PHONE + HOUR);
  reopen();
  expect(monotonicNow(PHONE)).toBe(last + 1);
});

test("an answer's date corrects a clock that is wrong, and a second more or less is no news", () => {
  correctBy(dateAt(PHONE + HOUR), PHONE);
  expect(serverOffset()).toBe(HOUR);
  correctBy(dateAt(PHONE + HOUR + 1_000), PHONE);
  expect(serverOffset()).toBe(HOUR);
  correctBy(dateAt(PHONE + 1_000), PHONE);
  expect(serverOffset()).toBe(0);
});

test.each([null, "", "sometime"])("a date that cannot be read (%j) changes nothing", (date) => {
  correctBy(date, PHONE);
  expect([serverOffset(), isOffsetKnown()]).toEqual([0, false]);
});

test("how far the clock is off is remembered, yet counts as known only once it was heard anew", () => {
  correctBy(dateAt(Date.now() + HOUR));
  expect(isOffsetKnown()).toBe(true);
  reopen();
  expect(isOffsetKnown()).toBe(false);
  expect(Math.round(serverOffset() / HOUR)).toBe(1);
});

test("a clock that was set since is not known any more", () => {
  correctBy(dateAt(Date.now()));
  vi.useFakeTimers({ now: Date.now() + HOUR, toFake: ["Date"] });
  expect(isOffsetKnown()).toBe(false);
});

test("what ran ahead by a wrong clock goes on from the server's time", () => {
  monotonicNow(PHONE + 24 * HOUR);
  goOnFrom(PHONE);
  expect(monotonicNow(PHONE)).toBe(PHONE + 1);
  goOnFrom(PHONE + HOUR);
  expect(monotonicNow(PHONE)).toBe(PHONE + 2);
});

test("a moment is written as the API wants it, and nonsense that was kept counts as nothing", () => {
  local.set("wetalked.last-time", "1e300");
  expect(monotonicNow(PHONE)).toBe(PHONE);
  expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
