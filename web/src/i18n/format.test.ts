/** Whatever a browser does not know, a page still says when something was. */
import { afterEach, expect, test, vi } from "vitest";
import { formatTime, isShownAsThere, knownZones, ownZone, zoneHere } from "./format";
import { formatNumber } from "./intl";

const AT = "2026-12-05T08:00:00Z";
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { day: "numeric", month: "long" } as const;
const Format = Intl.DateTimeFormat;

afterEach(() => vi.unstubAllGlobals());

/** A browser that knows none of these zones. */
function older(...unknown: string[]): void {
  class Older extends Format {
    constructor(tag?: string, options?: Intl.DateTimeFormatOptions) {
      if (unknown.includes(options?.timeZone ?? "")) throw new RangeError("Invalid time zone");
      super(tag, options);
    }
  }
  vi.stubGlobal("Intl", { DateTimeFormat: Older });
}

test("a time is that of the place", () => {
  expect(formatTime("en", AT, TIME, "Europe/Berlin")).toBe("09:00");
  expect(formatTime("de", Date.parse(AT), DAY, "Europe/Berlin")).toBe("5. Dezember");
});

test("an old phone knows a renamed zone by its former name", () => {
  older("Europe/Kyiv");
  expect(formatTime("en", AT, TIME, "Europe/Kyiv")).toBe("10:00");
  expect(isShownAsThere("Europe/Kyiv")).toBe(true);
});

test.each(["localtime", "Factory", "Mars/Olympus", "Europe/Kyiv ", "", "\u0000"])(
  "in a zone that it does not know (%j) the time is that of UTC, and says so",
  (zone) => {
    older("localtime", "Factory");
    if (zone) expect(formatTime("en", AT, TIME, zone)).toBe("08:00 UTC");
    expect(zoneHere(zone)).toBe("UTC");
    expect(isShownAsThere(zone)).toBe(false);
  },
);

test("UTC itself is no stranger", () => {
  expect(formatTime("en", AT, TIME, "UTC")).toBe("08:00");
  expect(formatTime("en", AT, TIME, "Etc/UTC")).toBe("08:00");
});

test.each(["", "soon", "2026-99-99"])("what is no time (%j) stays as it came", (at) => {
  expect(formatTime("en", at, TIME, "Europe/Berlin")).toBe(at);
});

test("a browser without any of it still says something", () => {
  vi.stubGlobal("Intl", undefined);
  expect(formatTime("en", AT, DAY)).toBe("2026-12-05T08:00:00.000Z");
  expect(formatNumber("en", 1234)).toBe("1234");
  expect(ownZone()).toBe("UTC");
  expect(knownZones()).toEqual([]);
});
