/** What others wrote becomes a link only where it is harmless. */
import { expect, test } from "vitest";
import { reachAddress, webAddress, writeAddress } from "./links";

test("web pages become links, with or without their scheme", () => {
  expect(webAddress("https://mira.example/me")).toBe("https://mira.example/me");
  expect(webAddress("mira.example/me")).toBe("https://mira.example/me");
});

test.each(["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:1", "https://", "two words"])(
  "%s does not",
  (text) => expect(webAddress(text)).toBeNull(),
);

test("a message may begin with a mail address and with no script", () => {
  expect(writeAddress("mailto:mira@example.org?body=Hi")).toBe("mailto:mira@example.org?body=Hi");
  expect(writeAddress("javascript:alert(1)")).toBeNull();
  expect(writeAddress(null)).toBeNull();
});

test("a help contact is tapped where it is an address or a number, and read otherwise", () => {
  expect(reachAddress("help@example.org")).toBe("mailto:help@example.org");
  expect(reachAddress("help?bcc=x&cc=y@example.org")).toBe(
    "mailto:help%3Fbcc%3Dx%26cc%3Dy@example.org",
  );
  expect(reachAddress("+49 (30) 123-456")).toBe("tel:+4930123456");
  expect(reachAddress("https://help.example/here")).toBe("https://help.example/here");
  expect(reachAddress("the desk by the entrance")).toBeNull();
  expect(reachAddress("Olga, +49 30 123456")).toBeNull();
  expect(reachAddress("javascript:alert(1)")).toBeNull();
});
