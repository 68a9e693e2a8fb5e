/** Sentences and dates in the person's language. */
import "./later";
import { afterEach, expect, test } from "vitest";
import { browserLanguage, date, day, language, problemKey, t, time } from "./text";

afterEach(() => {
  language.value = "en";
});

test("the first language of the browser that the app speaks is taken, else English", () => {
  expect(browserLanguage(["fr-FR", "de-AT", "en"])).toBe("de");
  expect(browserLanguage(["en-GB", "de"])).toBe("en");
  expect(browserLanguage(["fr"])).toBe("en");
  expect(browserLanguage([])).toBe("en");
});

test("a sentence is filled with a name and follows the language", () => {
  language.value = "en";
  expect(t("waiting-for-them", { name: "Mira" })).toBe("Noted. Mira has yet to say yes.");
  language.value = "de";
  expect(t("waiting-for-them", { name: "Mira" })).toBe(
    "Notiert. Jetzt fehlt noch das Ja von Mira.",
  );
});

test("a name that looks like a place is left as it is", () => {
  expect(t("card.shown", { name: "{what}", what: "Email" })).toContain("{what} sees: Email");
});

test("a problem without a sentence of its own gets the general one", () => {
  expect(problemKey({ kind: "own-badge", field: "" })).toBe("problem.own-badge");
  expect(problemKey({ kind: "invalid", field: "phone" })).toBe("problem.invalid-phone");
  expect(problemKey({ kind: "invalid", field: "shoe" })).toBe("problem.invalid");
  expect(problemKey({ kind: "never-heard-of", field: "" })).toBe("problem.unexpected");
});

test("days and times are the event's own, whatever zone the phone is in", () => {
  language.value = "de";
  expect(day("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("Sa., 21. November");
  expect(time("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("00:30");
  language.value = "en";
  expect(date("2026-12-01")).toBe("1 December 2026");
});
