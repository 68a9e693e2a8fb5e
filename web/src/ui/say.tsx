/** A sentence whose places hold names or other text, each kept apart in its own writing direction. */
import type { ComponentChildren } from "preact";
import { type Key, pieces } from "../i18n/text";

export function Say({ k, ...values }: { k: Key } & Record<string, ComponentChildren>) {
  return (
    <>
      {pieces(k).map((piece, index) =>
        index % 2 ? <bdi key={piece}>{values[piece]}</bdi> : piece,
      )}
    </>
  );
}
