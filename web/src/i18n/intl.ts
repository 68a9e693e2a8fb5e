/** Numbers, plurals and names as a language has them; the views that need them bring this. */
import { attempt, regional } from "./format";
import { hasText, type Key, language, t } from "./text";

type Counted = Key extends infer One ? (One extends `${infer Stem}.one` ? Stem : never) : never;

/** A sentence about so many: the text `KEY.CATEGORY` of the language's own plurals (`one`, `few` …). */
export function counted(key: Counted, number: number): string {
  const own = `${key}.${pluralOf(language.value, number)}`;
  const n = formatNumber(language.value, number);
  return t(hasText(own) ? own : (`${key}.other` as Key), { n });
}

/** With the language's own marks between thousands. */
export function formatNumber(language: string, number: number): string {
  return attempt(() => new Intl.NumberFormat(regional(language)).format(number)) ?? String(number);
}

/** The sign between a whole and its parts: "," or ".". */
export function decimalSign(language: string): string {
  const parts = attempt(() => new Intl.NumberFormat(regional(language)).formatToParts(0.5)) ?? [];
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** Which plural a number takes in a language. */
function pluralOf(language: string, number: number): Intl.LDMLPluralRule {
  const select = () => new Intl.PluralRules(language).select(number);
  return attempt(select) ?? (number === 1 ? "one" : "other");
}

/** What a language calls itself. */
export function ownName(language: string): string {
  const names = attempt(() => new Intl.DisplayNames([language], { type: "language" }));
  return names?.of(language) ?? language;
}
