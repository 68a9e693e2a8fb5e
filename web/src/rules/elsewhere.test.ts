import { expect, test } from "vitest";
import { servedElsewhere } from "./elsewhere";

test.each([
  "/",
  "/talks",
  "/talks/0198c2d4-7f1e-7a53-9a1c-6d5f2b8e4c10",
  "/scan/code",
  "/me/devices",
  "/join/N0t-a_r3al",
  "/b/7K3M9QXT",
  "/B/7K3M9QXT",
  "/apiary",
])("%s is the app's", (path) => {
  expect(servedElsewhere(path)).toBe(false);
});

test.each([
  "/api/v1/me",
  "/docs",
  "/docs/",
  "/problems/not-found",
  "/unsubscribe/N0t-a_r3al",
  "/assets/index-abc.js",
  "/mails/1.eml",
  "/health",
  "/metrics",
  "/sw.js",
  "/manifest.webmanifest",
])("%s is the server's", (path) => {
  expect(servedElsewhere(path)).toBe(true);
});
