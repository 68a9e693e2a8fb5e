import { describe, expect, test } from "vitest";
import { type Browser, isTimeToSay, type Way, wayToInstall } from "./install-hint";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15";
const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";

function seen(agent: string, more: Partial<Browser> = {}): Browser {
  return { agent, touches: 5, installed: false, offers: false, ...more };
}

describe("the way onto the home screen", () => {
  test.each<[string, Browser, Way | null]>([
    [
      "Safari",
      seen(`${IPHONE} (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1`),
      "share",
    ],
    [
      "Chrome",
      seen(`${IPHONE} (KHTML, like Gecko) CriOS/152.0 Mobile/15E148 Safari/604.1`),
      "share",
    ],
    [
      "Firefox",
      seen(`${IPHONE} (KHTML, like Gecko) FxiOS/152.0 Mobile/15E148 Safari/605.1`),
      "share",
    ],
    ["a mail program", seen(`${IPHONE} (KHTML, like Gecko) Mobile/15E148`), "elsewhere"],
    ["Google's app", seen(`${IPHONE} GSA/401.0 Mobile/15E148 Safari/604.1`), "elsewhere"],
    ["LinkedIn", seen(`${IPHONE} Mobile/15E148 [LinkedInApp]/9.31`), "elsewhere"],
  ])("on an iPhone, in %s", (_, browser, way) => {
    expect(wayToInstall(browser)).toBe(way);
  });

  test.each<[string, Browser, Way | null]>([
    ["an iPad, which calls itself a Mac", seen(`${MAC} Version/26.1 Safari/605.1.15`), "share"],
    ["a Mac", seen(`${MAC} Version/26.1 Safari/605.1.15`, { touches: 0 }), null],
    [
      "Chrome on Android, before it offers",
      seen(`${ANDROID} Chrome/152.0 Mobile Safari/537.36`),
      null,
    ],
    [
      "Chrome on Android, once it offers",
      seen(`${ANDROID} Chrome/152.0 Mobile Safari/537.36`, { offers: true }),
      "offer",
    ],
    [
      "an app's view on Android",
      seen(
        "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) Version/4.0 Chrome/152.0 Mobile Safari/537.36",
      ),
      "elsewhere",
    ],
    [
      "Firefox on Android",
      seen("Mozilla/5.0 (Android 15; Mobile; rv:152.0) Gecko/152.0 Firefox/152.0"),
      "menu",
    ],
    ["Firefox on a desk", seen("Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Firefox/152.0"), null],
  ])("on %s", (_, browser, way) => {
    expect(wayToInstall(browser)).toBe(way);
  });

  test("is not spoken of where the app is installed", () => {
    const safari = seen(`${IPHONE} Version/26.1 Mobile/15E148 Safari/604.1`, { installed: true });
    expect(wayToInstall(safari)).toBe(null);
    expect(wayToInstall({ ...safari, offers: true })).toBe(null);
  });
});

describe("the hint on the badge's page", () => {
  test.each([
    [{ openings: 1, talked: false, declined: false }, false],
    [{ openings: 2, talked: false, declined: false }, true],
    [{ openings: 1, talked: true, declined: false }, true],
    [{ openings: 9, talked: true, declined: true }, false],
  ])("for %o: %s", (acquaintance, said) => {
    expect(isTimeToSay(acquaintance)).toBe(said);
  });
});
