/** One of several, of which exactly one can be picked. */
import type { ComponentChildren } from "preact";
import type { Language } from "../api/types";
import { type Key, t } from "../i18n/text";
import { Forward } from "./icons";

interface Props {
  group: string;
  checked: boolean;
  onPick: () => void;
  /** Whether the form needs one of the group picked. */
  required?: boolean;
  lang?: Language;
  children: ComponentChildren;
}

export function Choice({ group, checked, onPick, required, lang, children }: Props) {
  return (
    <label class="tick">
      <input type="radio" name={group} checked={checked} required={required} onChange={onPick} />
      <span lang={lang} dir="auto">
        {children}
      </span>
    </label>
  );
}

/** A line that leads to a page of its own. */
export function Way({ to, word }: { to: string; word: Key }) {
  return (
    <a class="way" href={to}>
      {t(word)} <Forward />
    </a>
  );
}
