/** Times on the wall, and the moments they stand for. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { momentOf, momentsOf, oddity, wallOf } from "./zoned";

const BERLIN = "Europe/Berlin";
const at = (iso: string) => Date.parse(iso);

test("a moment reads as the clocks there show it", () => {
  expect(wallOf(at("2026-12-05T08:00:00Z"), BERLIN)).toBe("2026-12-05T09:00");
  expect(wallOf(at("2026-12-05T18:20:00Z"), "Asia/Kathmandu")).toBe("2026-12-06T00:05");
});

test("a time that the clocks repeat stands for two moments, one that they skip for none", () => {
  const twice = [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")];
  expect(momentsOf("2026-10-25T02:30", BERLIN)).toEqual(twice);
  expect(momentOf("2026-10-25T02:30", BERLIN)).toBe(twice[0]);
  expect(momentsOf("2026-03-29T02:30", BERLIN)).toEqual([]);
  expect(momentOf("2026-03-29T02:30", BERLIN)).toBe(at("2026-03-29T01:30:00Z"));
});

test("a time that is not once is told", () => {
  expect(oddity("2026-03-29T02:30", BERLIN)).toBe("skipped");
  expect(oddity("2026-10-25T02:30", BERLIN)).toBe("repeated");
  expect(oddity("2026-10-25T03:00", BERLIN)).toBe(null);
  expect(oddity("", BERLIN)).toBe(null);
});

test("what the clocks show leads back to the moment, to the minute", () => {
  const zones = fc.constantFrom(BERLIN, "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia");
  const minutes = fc.integer({ min: Date.UTC(2008, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const moment = minute * 60_000;
      expect(momentsOf(wallOf(moment, zone), zone)).toContain(moment);
    }),
  );
});
