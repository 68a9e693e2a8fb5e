/** The sheet of badges: what there is to print, and what was. */
import { signal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { badges as calls } from "../api/badges";
import { ONE_LABEL, possible, type Wish } from "../rules/wish";
import type { Sheet } from "../types";
import { eventAt, lookAtSteps } from "./event";

export type Order = "family" | "given" | "list";
/** Of one event; null until known. */
export const sheet = signal<{ slug: string; now: Sheet } | null>(null);

export async function lookAtSheet(slug: string): Promise<void> {
  const now = await calls.sheet(slug);
  if (now) sheet.value = { slug, now };
}

/** The badges as a file; when it is here they count as printed. */
export async function sheetFile(
  slug: string,
  wish: Wish,
  whose: { only?: "unprinted"; sort?: Order; printed_at?: string },
): Promise<File> {
  const made = pdf(await calls.pdf(slug, { ...possible(wish), ...whose }), `badges-${slug}.pdf`);
  await Promise.all([lookAtSheet(slug), lookAtSteps(slug)]).catch(() => {}); // they are asked again
  return made;
}

/** One badge for the label printer. */
export async function labelFile(
  slug: string,
  participant: string,
  wish = ONE_LABEL,
): Promise<File> {
  const made = pdf(await calls.pdf(slug, { ...wish, participant }), `badge-${slug}.pdf`);
  if (eventAt(slug)?.role === "organizer") void lookAtSteps(slug).catch(() => {});
  return made;
}

/** What was printed at this moment is to be printed again with the next ones. */
export async function unprint(slug: string, printedAt: string): Promise<void> {
  const now = await calls.unprint(slug, printedAt);
  if (now) sheet.value = { slug, now };
  await lookAtSteps(slug).catch(() => {}); // they are asked again
}

function pdf(body: Blob | undefined | string, name: string): File {
  if (!(body instanceof Blob)) throw new Problem("unexpected");
  return new File([body], name, { type: "application/pdf" });
}
