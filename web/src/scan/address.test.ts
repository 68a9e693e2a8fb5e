/** What a camera read: badges of here and elsewhere, and texts that are none. */
import { describe, expect, test } from "vitest";
import { readScanned } from "./address";

describe("a scanned text", () => {
  test.each([
    ["HTTPS://TALK.EXAMPLE/B/7KQ01MXZ", "talk.example"],
    ["https://talk.example/b/7kq0-1mxz", "talk.example"],
    ["http://127.0.0.1:8000/day-26/B/7KQ01MXZ", "127.0.0.1:8000/day-26"],
    [" https://talk.example/b/7KQ01MXZ/?from=poster#top\n", "talk.example"],
  ])("%s is a badge, of %s", (text, place) => {
    expect(readScanned(text)).toEqual({ code: "7KQ01MXZ", place });
  });

  test.each([
    "https://example.org/",
    "WIFI:S:hall;;",
    "7KQ01MXZ",
    "https://x.example/b/",
    "https://x.example/b/7KQ01MX",
    "https://x.example/b/7KQ01MXZ9",
    "https://x.example/b/7KQ01MXZ/more",
    "https://x.example/b/specials",
    "https://x.example/b/settings",
    "/b/menu",
    "",
  ])("%s is no badge", (text) => expect(readScanned(text)).toBeNull());
});
