/** The frame of a view: its title, the heading that takes the focus, and a way back. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Key, t } from "../i18n/text";
import { moved } from "../page/route";
import { Back } from "./icons";

interface Props {
  title: string;
  heading?: ComponentChildren;
  back?: string;
  name?: string;
  children: ComponentChildren;
}

/** Where the focus goes when what held it is gone. */
export function focusHeading(): void {
  document.querySelector("h1")?.focus({ preventScroll: true });
}

/** When this part goes away with the focus in it, the heading takes the focus. */
export function useFocusAfter(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const held = part.current;
    return () => {
      if (held?.contains(document.activeElement)) focusHeading();
    };
  }, []);
}

/** The name of the page's tab, which a screen reader says first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · wetalked`;
  }, [title]);
}

export function Page({ title, heading, back, name = "", children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved) top.current?.focus({ preventScroll: true });
  }, []);
  useTitle(title);
  return (
    <main class={`page ${name}`}>
      {back && (
        <a class="back" href={back}>
          <Back /> {t("back")}
        </a>
      )}
      <h1 ref={top} tabIndex={-1}>
        <bdi>{heading ?? title}</bdi>
      </h1>
      {children}
    </main>
  );
}

/** An address at which nothing stands, and the way from there. */
export function Nowhere({ to, word }: { to: string; word: Key }) {
  return (
    <Page title={t("nowhere.title")}>
      <p>{t("nowhere.about")}</p>
      <a class="button" href={to}>
        {t(word)}
      </a>
    </Page>
  );
}
