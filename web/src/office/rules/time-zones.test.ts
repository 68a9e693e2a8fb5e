/** Times on the wall, and the moments they stand for. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import cases from "../../../../tests/data/mornings.json";
import { momentOf, momentsOf, morningAfter, oddity, placeOf, regions, wallOf } from "./time-zones";

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

test("zones stand by region, each once, with those that the browser does not list", () => {
  const found = regions(["Europe/Berlin", "Asia/Tokyo", "Europe/Athens"], ["Europe/Berlin", "CET"]);
  expect(found).toEqual([
    { name: "Asia", zones: ["Asia/Tokyo"] },
    { name: "Europe", zones: ["Europe/Athens", "Europe/Berlin"] },
    { name: "", zones: ["CET", "UTC"] },
  ]);
});

test("every zone of this machine can be chosen", () => {
  const known = Intl.supportedValuesOf("timeZone");
  const offered = regions(known, []).flatMap(({ zones }) => zones);
  expect(new Set(offered)).toEqual(new Set([...known, "UTC"]));
});

test("a zone is called by its place", () => {
  expect(placeOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires, Argentina");
  expect(placeOf("UTC")).toBe("UTC");
});

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
