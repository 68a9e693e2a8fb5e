/** The texts of the organizers' pages: with them the app's `t` knows both. */

import "../i18n/later";
import first from "../i18n/en.json";
import { formatNumber } from "../i18n/format";
import de from "../i18n/office.de.json";
import en from "../i18n/office.en.json";
import { add, type Key, language, t } from "../i18n/text";

add({ de, en });

/** Whether there is such a text: a problem's name comes from the server. */
export function hasText(key: string): boolean {
  return key in en || key in first;
}

type Counted = Key extends infer One ? (One extends `${infer Stem}.one` ? Stem : never) : never;

/** A sentence about so many, from its two texts `KEY.one` and `KEY.other`. */
export function counted(key: Counted, number: number): string {
  const shown = formatNumber(language.value, number);
  return t(number === 1 ? `${key}.one` : (`${key}.other` as Key), { n: shown });
}
