/** Texts: the language, the places to fill, plurals, dates, problems; and what is loaded when. */
import { effect } from "@preact/signals";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
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
  setLanguage,
  t,
  time,
} from "./text";

/** Which texts there are for a number, by language. */
const FILES = import.meta.glob<Record<string, string>>("./*.json", { import: "default" });

test("of two languages asked for, the one asked for last is spoken, whichever comes first", async () => {
  await setLanguage("en");
  const slower = setLanguage("de");
  await setLanguage("en");
  await slower;
  expect(language.value).toBe("en");
});

test("the texts of a language are there once it is spoken, and of later views none", async () => {
  await setLanguage("de");
  expect([language.value, t("undo")]).toEqual(["de", "Rückgängig"]);
  expect(hasText("later")).toBe(false);
});

test("a part that is brought comes with every language from then on, also with one under way", async () => {
  vi.resetModules(); // nothing is here yet
  const anew = await import("./text");
  const shown: string[] = [];
  effect(() => void (anew.language.value === "de" && shown.push(anew.t("later"))));
  await anew.setLanguage("en");
  await Promise.all([anew.setLanguage("de"), anew.bringTexts("views")]);
  expect(new Set(shown)).toEqual(new Set(["Später"]));
  await setLanguage("en");
  await bringTexts("views");
  expect([language.value, t("later")]).toEqual(["en", "Later"]);
  await setLanguage("de");
  expect(t("later")).toBe("Später");
});

beforeAll(() => {
  language.value = "en";
});

afterEach(() => setLanguage("en"));

test("the first language of the browser that the app speaks is taken, else English", () => {
  expect(browserLanguage(["fr-FR", "de-AT", "en"])).toBe("de");
  expect(browserLanguage(["en-GB", "de"])).toBe("en");
  expect(browserLanguage(["fr"])).toBe("en");
  expect(browserLanguage([])).toBe("en");
});

test("a sentence is filled with a name and follows the language", async () => {
  expect(t("waiting-for-them", { name: "Mira" })).toBe("Noted. Mira has yet to say yes.");
  await setLanguage("de");
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
  expect(counted("people.found", 1)).toBe(t("people.found.one", { n: "1" }));
  expect(counted("people.found", 2)).toBe(t("people.found.other", { n: "2" }));
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
  await setLanguage("de");
  expect(day("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("Sa., 21. November");
  expect(time("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("00:30");
  await setLanguage("en");
  expect(date("2026-12-01")).toBe("1 December 2026");
});
