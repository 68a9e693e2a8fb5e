/** Texts: the language, the places to fill, plurals, dates, problems; and what is loaded when. */
import { afterEach, beforeAll, expect, test } from "vitest";
import { counted } from "./intl";
import {
  bringTexts,
  browserLanguage,
  date,
  day,
  hasText,
  LANGUAGES,
  language,
  problemKey,
  speak,
  t,
  time,
} from "./text";

/** Which texts there are for a number, by language. */
const FILES = import.meta.glob<Record<string, string>>("./*.json", { import: "default" });

test("before its texts are here a language is not spoken, and no other is loaded with it", async () => {
  expect(hasText("undo")).toBe(false);
  const spoken = speak("de");
  expect(language.value).toBe("en");
  await spoken;
  expect([language.value, t("undo")]).toEqual(["de", "Rückgängig"]);
  expect(hasText("later")).toBe(false);
});

test("a part that is brought comes with every language from then on, also with one under way", async () => {
  const spoken = speak("en");
  await bringTexts("views");
  await spoken;
  expect([language.value, t("later")]).toEqual(["en", "Later"]);
  await speak("de");
  expect(t("later")).toBe("Später");
});

test("of two languages asked for, the one asked for last is spoken", async () => {
  await Promise.all([speak("en"), speak("de")]);
  expect(language.value).toBe("de");
});

beforeAll(() => {
  language.value = "en";
});

afterEach(() => speak("en"));

test("the first language of the browser that the app speaks is taken, else English", () => {
  expect(browserLanguage(["fr-FR", "de-AT", "en"])).toBe("de");
  expect(browserLanguage(["en-GB", "de"])).toBe("en");
  expect(browserLanguage(["fr"])).toBe("en");
  expect(browserLanguage([])).toBe("en");
});

test("a sentence is filled with a name and follows the language", async () => {
  expect(t("waiting-for-them", { name: "Mira" })).toBe("Noted. Mira has yet to say yes.");
  await speak("de");
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

test("a sentence about so many takes the language's own plural", async () => {
  await bringTexts("office");
  expect(counted("people.found", 1)).not.toBe(counted("people.found", 2));
  expect(counted("people.found", 1200)).toContain("1,200");
});

test.each(LANGUAGES)("%s has a text for each of its plurals", async (spoken) => {
  const texts = await FILES[`./office.${spoken}.json`]?.();
  const keys = Object.keys(texts ?? {});
  const stems = keys.flatMap((key) => /^(.+)\.one$/.exec(key)?.[1] ?? []);
  const needed = new Intl.PluralRules(spoken).resolvedOptions().pluralCategories;
  expect(stems.length).toBeGreaterThan(0);
  for (const stem of stems)
    for (const plural of needed) expect(keys).toContain(`${stem}.${plural}`);
});

test("days and times are the event's own, whatever zone the phone is in", async () => {
  await speak("de");
  expect(day("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("Sa., 21. November");
  expect(time("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("00:30");
  await speak("en");
  expect(date("2026-12-01")).toBe("1 December 2026");
});
