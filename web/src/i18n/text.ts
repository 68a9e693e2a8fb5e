/**
 * The app's sentences in the person's language, with dates as that language writes them.
 * Only the present language is loaded, in parts: a further language is its files beside these.
 */
import { computed, effect, signal } from "@preact/signals";
import type { Language } from "../api/types";
import type firstEn from "./first.en.json";
import { formatTime } from "./format";
import type officeEn from "./office.en.json";
import type viewsEn from "./views.en.json";

/** What the first look needs, what later views do, and what the organizers' pages do. */
export type Part = "first" | "views" | "office";
export type Key = keyof typeof firstEn | keyof typeof viewsEn | keyof typeof officeEn;
type Texts = Record<string, string>;

/** How each part of each language is loaded, by its file. */
const FILES = import.meta.glob<Texts>("./*.json", { import: "default" });
const FIRST = /^\.\/first\.(.+)\.json$/;
/** All that the app speaks. */
export const LANGUAGES = Object.keys(FILES)
  .flatMap((file) => FIRST.exec(file)?.[1] ?? [])
  .sort() as Language[];
const PLACEHOLDER = /\{(\w+)\}/;

/** The first of the browser's languages that the app speaks. */
export function browserLanguage(wanted: readonly string[] = navigator.languages): Language {
  const tags = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return (tags.find((tag) => (LANGUAGES as string[]).includes(tag)) as Language) ?? "en";
}

export const language = signal<Language>(browserLanguage());
/** The files that are here. */
const loaded = signal<ReadonlyMap<string, Texts>>(new Map());
const parts = signal<ReadonlySet<Part>>(new Set(["first"]));
let wanted: Language | null = null;

const texts = computed<Texts>(() =>
  Object.assign({}, ...filesOf(language.value, parts.value).map((file) => loaded.value.get(file))),
);

/**
 * Speak this language from the moment its texts are here: rejects where they do not come, and the
 * one before goes on.
 */
export async function setLanguage(next: Language): Promise<void> {
  wanted = next;
  while (missingOf(next).length > 0) await loadMissing(next);
  if (wanted === next) language.value = next;
}

/** Bring these texts, and from now on with every language. */
export async function bringTexts(part: Part): Promise<void> {
  parts.value = new Set(parts.peek()).add(part);
  while (missingOf(language.peek()).length > 0) await loadMissing(language.peek());
}

/** While these come another part may be wanted, or another language. */
async function loadMissing(of: Language): Promise<void> {
  await Promise.all(missingOf(of).map(load));
}

async function load(file: string): Promise<void> {
  const brought = await FILES[file]?.();
  loaded.value = new Map(loaded.peek()).set(file, brought ?? {});
}

function missingOf(of: Language): string[] {
  return filesOf(of, parts.peek()).filter((file) => !loaded.peek().has(file));
}

function filesOf(of: Language, wantedParts: ReadonlySet<Part>): string[] {
  return [...wantedParts].map((part) => `./${part}.${of}.json`);
}

/** From now on the page says in which language it is. */
export function labelPage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

/** A sentence with its places filled. */
export function t(key: Key, values: Record<string, string> = {}): string {
  return pieces(key)
    .map((piece, index) => (index % 2 ? (values[piece] ?? "") : piece))
    .join("");
}

/** A sentence in pieces: text and names of places by turns. */
export function pieces(key: Key): string[] {
  return (texts.value[key] ?? "").split(PLACEHOLDER);
}

/** Whether there is such a text here: a problem's name comes from the server. */
export function hasText(key: string): key is Key {
  return key in texts.value;
}

/** The sentence for a problem of this kind, as close to it as there is one. */
export function problemKey({ kind, field }: { kind: string; field: string }): Key {
  const names = [`problem.${kind}-${field}`, `problem.${kind}`];
  return names.find(hasText) ?? "problem.unexpected";
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
