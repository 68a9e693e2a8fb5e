/** The sheet of badges: what there is to print, and what was. */
import { signal } from "@preact/signals";
import { Problem } from "../../rules/problem";
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

/** A file of badges, and the moment it shows. */
export interface Made {
  file: File;
  at: string;
}

export async function sheetFile(
  slug: string,
  wish: Wish,
  whose: { only?: "unprinted"; sort?: Order; printed_at?: string },
): Promise<Made> {
  const before = await calls.sheet(slug);
  const body = await calls.pdf(slug, { ...possible(wish), ...whose });
  return { file: pdf(body, `badges-${slug}.pdf`), at: before?.at ?? "" };
}

/** One badge for the label printer. */
export async function labelFile(
  slug: string,
  participant: string,
  wish = ONE_LABEL,
): Promise<Made> {
  const { body, at } = await calls.label(slug, { ...wish, participant });
  return { file: pdf(body, `badge-${slug}.pdf`), at };
}

/** The file is here, so its badges count as printed: one, or all that were not. */
export async function markPrinted(slug: string, at: string, participant?: string): Promise<void> {
  const now = await calls.print(slug, at, participant ? [participant] : undefined);
  if (eventAt(slug)?.role !== "organizer") return;
  if (now) sheet.value = { slug, now };
  await lookAtSteps(slug).catch(() => {}); // they are asked again
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
