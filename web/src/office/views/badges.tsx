/** The badges to print: how they are to come out, a look at them, and what is printed already. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { counted } from "../../i18n/intl";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { download } from "../../ui/hand-over";
import { AS_USUAL, type Wish } from "../rules/wish";
import { lookAtSheet, type Made, markPrinted, type Order, sheet, sheetFile } from "../state/badges";
import type { OwnEvent, Sheet } from "../types";
import { EventPage } from "../ui/event-page";
import { Layouts } from "./badges/layouts";
import { Look } from "./badges/look";
import { Options } from "./badges/options";
import { Printed } from "./badges/printed";
import { Unprintable } from "./badges/unprintable";
import "../../style/office-people.css";

export function Badges({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.badges")}>
      {(event) => <Coming event={event} />}
    </EventPage>
  );
}

function Coming({ event }: { event: OwnEvent }) {
  const attempt = useAttempt();
  useEffect(() => void attempt.run(() => lookAtSheet(event.slug)), [event.slug]);
  const now = sheet.value?.slug === event.slug ? sheet.value.now : null;
  return (
    <>
      <Trouble problem={attempt.problem.value} />
      {now && now.badges > 0 && <ToPrint event={event} now={now} />}
      {now?.badges === 0 && (
        <>
          <p>{t("step.badges-none")}</p>
          <a class="button main" href={`/events/${event.slug}/people`}>
            {t("badges.to-people")}
          </a>
        </>
      )}
    </>
  );
}

function ToPrint({ event, now }: { event: OwnEvent; now: Sheet }) {
  const wish = useSignal<Wish>(AS_USUAL);
  const order = useSignal<Order>("family");
  const fresh = useSignal(now.unprinted > 0 && now.unprinted < now.badges);
  return (
    <div class="badges">
      <div>
        <Layouts chosen={wish.value.layout} onPick={(layout) => with_(wish, { layout })} />
        <Options
          wish={wish.value}
          onWish={(part) => with_(wish, part)}
          order={order.value}
          onOrder={(picked) => (order.value = picked)}
        />
        {now.unprinted < now.badges && (
          <label class="tick">
            <input
              type="checkbox"
              checked={fresh.value}
              onChange={(event) => (fresh.value = event.currentTarget.checked)}
            />
            <span>{counted("badges.only-unprinted", now.unprinted)}</span>
          </label>
        )}
        <Unprintable slug={event.slug} people={now.unprintable} />
        <Download
          slug={event.slug}
          number={fresh.value ? now.unprinted : now.badges}
          file={() =>
            sheetFile(event.slug, wish.value, {
              sort: order.value,
              ...(fresh.value && { only: "unprinted" as const }),
            })
          }
        />
      </div>
      <Look slug={event.slug} wish={wish.value} />
      <Printed event={event} now={now} wish={wish.value} />
    </div>
  );
}

function with_(wish: { value: Wish }, part: Partial<Wish>): void {
  wish.value = { ...wish.value, ...part };
}

interface DownloadProps {
  slug: string;
  number: number;
  file: () => Promise<Made>;
}

function Download({ slug, number, file }: DownloadProps) {
  const attempt = useAttempt();
  const get = async () => {
    const made = await file();
    download(made.file);
    await markPrinted(slug, made.at);
  };
  return (
    <section>
      <button
        type="button"
        class="main"
        aria-disabled={attempt.busy.value || number === 0}
        onClick={() => number > 0 && attempt.run(get)}
      >
        {counted("badges.download", number)}
      </button>
      <div role="status">
        {attempt.busy.value && (
          <>
            <p>{t("badges.making")}</p>
            <progress aria-label={t("badges.making")} />
          </>
        )}
        {!attempt.busy.value && attempt.done.value && <p>{t("badges.saved")}</p>}
        {number === 0 && !attempt.done.value && <p>{t("step.printed")}</p>}
      </div>
      <p class="muted">{t("badges.scale")}</p>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}
