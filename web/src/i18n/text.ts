/** The app's sentences in the person's language, with dates as that language writes them. */
import { effect, signal } from "@preact/signals";
import type { Language } from "../api/types";
import de from "./de.json";
import en from "./en.json";
import { formatTime } from "./format";
import type laterEn from "./later.en.json";
import type officeEn from "./office.en.json";

/** Those of later views and of the organizers' pages come with these (`add`), and are theirs alone. */
export type Key = keyof typeof en | keyof typeof laterEn | keyof typeof officeEn;
type Values = Record<string, string>;

const SENTENCES = { de, en } as Record<Language, Record<Key, string>>;
const PLACEHOLDER = /\{(\w+)\}/;

/** The first of the browser's languages that the app speaks. */
export function browserLanguage(wanted: readonly string[] = navigator.languages): Language {
  const spoken = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return (spoken.find((tag) => tag === "de" || tag === "en") as Language | undefined) ?? "en";
}

export const language = signal<Language>(browserLanguage());

effect(() => {
  if (globalThis.document) document.documentElement.lang = language.value;
});

/** Take in the texts of pages that come later. */
export function add(texts: Record<Language, object>): void {
  Object.assign(de, texts.de);
  Object.assign(en, texts.en);
}

/** A sentence with its places filled. */
export function t(key: Key, values: Values = {}): string {
  return parts(key)
    .map((part, index) => (index % 2 ? (values[part] ?? "") : part))
    .join("");
}

/** A sentence in pieces: text and names of places by turns. */
export function parts(key: Key): string[] {
  return (SENTENCES[language.value][key] ?? "").split(PLACEHOLDER);
}

/** The sentence for a problem of this kind, as close to it as there is one. */
export function problemKey({ kind, field }: { kind: string; field: string }): Key {
  const names = [`problem.${kind}-${field}`, `problem.${kind}`];
  return (names.find((name) => name in en) as Key | undefined) ?? "problem.unexpected";
}

/** A day, in the event's own time zone: "Fri, 20 November". */
export function day(iso: string, timeZone?: string): string {
  return format(iso, { weekday: "short", day: "numeric", month: "long" }, timeZone);
}

/** A calendar date without a time zone: "20 November 2026". */
export function date(isoDate: string): string {
  return format(isoDate, { day: "numeric", month: "long", year: "numeric" }, "UTC");
}

/** A time of day: "14:05". */
export function time(iso: string, timeZone?: string): string {
  return format(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}

function format(iso: string, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  return formatTime(language.value, iso, options, timeZone);
}
