/** The frame of the organizers' pages: where one is, and the ways from there. */
import type { ComponentChildren } from "preact";
import { t } from "../../i18n/text";
import { path } from "../../page/route";
import { me } from "../../sign-in/session";
import { Mark } from "../../ui/icons";

export function Frame({ children }: { children: ComponentChildren }) {
  const takesPart = (me.value?.participations.length ?? 0) > 0;
  return (
    <>
      <header class="office-top">
        <nav aria-label={t("office.places")}>
          <a
            class="home"
            href="/events"
            aria-current={path.value === "/events" ? "page" : undefined}
          >
            <Mark /> {t("office.events")}
          </a>
          {takesPart && <a href="/">{t("badge.title")}</a>}
          <a href="/me">{t("bar.me")}</a>
        </nav>
      </header>
      {children}
    </>
  );
}
