/** The four places, within reach of a thumb; the camera is the middle and largest. */
import type { ComponentChildren } from "preact";
import { type Key, t } from "../i18n/text";
import { path } from "../page/route";
import { Badge, Camera, Self, Talks } from "../ui/icons";

export function Bar() {
  return (
    <nav class="bar" aria-label={t("bar")}>
      <div class="places">
        <Way to="/" word="bar.badge">
          <Badge />
        </Way>
        <Way to="/talks" word="bar.talks">
          <Talks />
        </Way>
        <a class="talked" href="/scan">
          <Camera />
          <span>{t("we-talked")}</span>
        </a>
        <Way to="/me" word="bar.me">
          <Self />
        </Way>
      </div>
    </nav>
  );
}

interface WayProps {
  to: string;
  word: Key;
  children: ComponentChildren;
}

function Way({ to, word, children }: WayProps) {
  const at = to === "/" ? path.value === "/" : path.value.startsWith(to);
  return (
    <a href={to} aria-current={at ? "page" : undefined}>
      {children}
      <span>{t(word)}</span>
    </a>
  );
}
