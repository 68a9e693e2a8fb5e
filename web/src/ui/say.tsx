/** A sentence whose places hold names or other text, each kept apart in its own writing direction. */
import type { ComponentChildren } from "preact";
import { type Key, parts } from "../i18n/text";

export function Say({ k, ...values }: { k: Key } & Record<string, ComponentChildren>) {
  return (
    <>{parts(k).map((part, index) => (index % 2 ? <bdi key={part}>{values[part]}</bdi> : part))}</>
  );
}
