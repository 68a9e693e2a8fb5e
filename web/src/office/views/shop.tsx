/** The ticket shop: people come, and go, with their tickets. */
import { useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { Trouble } from "../../ui/attempt";
import { useFocusAfter } from "../../ui/page";
import { Sure } from "../../ui/sure";
import { forgetShop, lookAtShop, shop } from "../state/shop";
import type { OwnEvent, Shop } from "../types";
import { EventPage } from "../ui/event-page";
import { usePoll } from "../ui/poll";
import { Asking } from "./shop/asking";
import { HookPart } from "./shop/hook";
import { ShopForm } from "./shop/shop-form";

/** While the shop is being asked the page looks again soon, else now and then; in milliseconds. */
const SOON = 2_000;
const NOW_AND_THEN = 30_000;

export function TicketShop({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("shop.title")}>
      {(event) => <Whole event={event} />}
    </EventPage>
  );
}

function Whole({ event }: { event: OwnEvent }) {
  const { slug } = event;
  const now = shop.value?.slug === slug ? shop.value.now : null;
  const soon = now !== null && isBeingAsked(now);
  const attempt = usePoll({ slug, ask: lookAtShop, pause: soon ? SOON : NOW_AND_THEN });
  return (
    <>
      <p>{t("shop.lead")}</p>
      <Trouble problem={attempt.problem.value} />
      {now && (
        <>
          <ShopForm slug={slug} now={now} />
          {now.url && <Asking event={event} now={now} busy={isBeingAsked(now)} />}
          {now.url && <Stop slug={slug} />}
          <HookPart slug={slug} hook={now.hook} />
        </>
      )}
    </>
  );
}

function isBeingAsked({ state }: Shop): boolean {
  return state === "waiting" || state === "pulling";
}

function Stop({ slug }: { slug: string }) {
  const part = useRef<HTMLDivElement>(null);
  useFocusAfter(part);
  return (
    <div ref={part}>
      <Sure label={t("shop.stop")} yes={t("shop.stop-yes")} onYes={() => forgetShop(slug)}>
        {t("shop.stop-sure")}
      </Sure>
    </div>
  );
}
