/** Marks of what is on this phone alone: it waits, or the server will not take it. */
import { problemKey, t } from "../i18n/text";
import { Sign } from "./icons";

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
