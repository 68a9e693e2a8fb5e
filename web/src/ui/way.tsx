/** A line that leads to a page of its own. */
import { type Key, t } from "../i18n/text";
import { Forward } from "./icons";

export function Way({ to, word }: { to: string; word: Key }) {
  return (
    <a class="way" href={to}>
      {t(word)} <Forward />
    </a>
  );
}
