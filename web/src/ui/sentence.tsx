/** A sentence whose places hold names or other text, each kept apart in its own writing direction. */
import type { ComponentChildren } from "preact";
import { type Key, pieces, problemKey, t } from "../i18n/text";
import { Sign } from "./icons";

export function Say({ k, ...values }: { k: Key } & Record<string, ComponentChildren>) {
  return (
    <>
      {pieces(k).map((piece, index) =>
        index % 2 ? <bdi key={piece}>{values[piece]}</bdi> : piece,
      )}
    </>
  );
}

interface Props {
  unsent?: boolean;
  /** The name of the problem for which it is refused. */
  refused?: string | null;
}

/** What waits shows so only when sending takes a while. */
export function Unsent({ unsent, refused }: Props) {
  if (refused)
    return (
      <p class="trouble">
        <Sign /> {t(problemKey({ kind: refused, field: "" }))}
      </p>
    );
  return unsent ? <span class="unsent">{t("unsent")}</span> : null;
}
