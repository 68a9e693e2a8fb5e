/** What became of the tickets that the shop told of, in words. */
import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import type { ShopReport, TicketNote } from "../../types";

/** The server names no more than these. */
const MOST = 100;
const COUNTS = ["created", "updated", "removed", "nameless"] as const;

export function Report({ report }: { report: ShopReport }) {
  const { rejected = [], told = [] } = report;
  const counts = COUNTS.map((name) => [name, report[name] ?? 0] as const);
  const isCalm = [...counts.map(([, number]) => number), rejected.length].every((n) => n === 0);
  return (
    <>
      {isCalm && <p>{t("shop.nothing-new")}</p>}
      {counts.map(([name, number]) => number > 0 && <p key={name}>{said(name, number)}</p>)}
      <Notes title={t("shop.rejected")} notes={rejected} />
      <Notes title={t("shop.told")} notes={told} />
    </>
  );
}

function said(name: (typeof COUNTS)[number], number: number): string {
  return counted(`shop.${name}`, number);
}

/** Reasons come from the server, in its language. */
function Notes({ title, notes }: { title: string; notes: readonly TicketNote[] }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="rows">
        {notes.map(({ ticket, message }) => (
          <li class="row entry" key={`${ticket} ${message}`}>
            <span class="who">
              <bdi class="name">{ticket}</bdi>
              <bdi lang="en">{message}</bdi>
            </span>
          </li>
        ))}
      </ul>
      {notes.length === MOST && <p class="muted">{t("shop.first-hundred")}</p>}
    </>
  );
}
