/** A list that is brought in: looked at first, its columns corrected, then taken over. */
import { signal } from "@preact/signals";
import { Problem } from "../../rules/problem";
import { people as calls } from "../api/people";
import { type Columns, corrected, type Field } from "../rules/list-files";
import type { ImportReport, Told } from "../types";
import { moved } from "./people";

/** What is said about a list: its columns, who is whom, and whether all are taken. */
export interface Said {
  columns: Columns;
  /** Rows of which somebody said that they are people who are there already. */
  same: readonly Same[];
  /** Also those of whom the list says that they do not come. */
  everybody: boolean;
}

/** A row that is told as `same-person`. */
export type Same = Pick<Told, "line" | "name" | "value" | "participant_id">;

export interface ListImport extends Said {
  slug: string;
  file: File;
  /** What would become of it; null until known, or where no column of names was found. */
  report: ImportReport | null;
  headings: readonly string[];
  /** Whether that is what became of it. */
  taken: boolean;
}

const UNSAID: Said = { columns: {}, same: [], everybody: false };

export const list = signal<ListImport | null>(null);

export function isListOpen(): boolean {
  return list.value !== null;
}
/** Only the newest look counts. */
let previews = 0;

/** See what this list would do; raises as the server, `not-a-list` too. */
export async function preview(slug: string, chosen: File, said: Said = UNSAID): Promise<void> {
  const mine = ++previews;
  const file = await inMemory(chosen);
  const before = list.value;
  const headings = before?.file === file ? before.headings : [];
  try {
    const report = await calls.list(slug, file, queryOf(said), true);
    if (mine !== previews || !report) return;
    list.value = { slug, file, ...said, report, headings: report.headings, taken: false };
  } catch (thrown) {
    if (mine !== previews) return;
    const named = thrown instanceof Problem ? thrown.headings : [];
    const known = named.length > 0 ? named : headings;
    if (known.length > 0)
      list.value = { slug, file, ...said, report: null, headings: known, taken: false };
    throw thrown;
  }
}

/** Look again, with this field read from another column. */
export async function correct(field: Field, heading: string): Promise<void> {
  const now = list.value;
  if (now) await previewAgain({ columns: corrected(now.columns, field, heading) });
}

/** Look again: this row is who it is offered to be, or after all is not. */
export async function settle(row: Same, isSame: boolean): Promise<void> {
  const others = list.value?.same.filter(({ line }) => line !== row.line) ?? [];
  await previewAgain({ same: isSame ? [...others, row] : others });
}

/** Look again, with those who do not come, or without. */
export const takeAll = (everybody: boolean): Promise<void> => previewAgain({ everybody });

async function previewAgain(change: Partial<Said>): Promise<void> {
  const now = list.value;
  if (!now) return;
  const { columns, same, everybody } = now;
  await preview(now.slug, now.file, { columns, same, everybody, ...change });
}

function queryOf({ columns, same, everybody }: Said): Record<string, string> {
  const pairs = same.map(({ line, participant_id }) => `${line}:${participant_id}`).join(",");
  return { ...columns, ...(pairs && { same: pairs }), ...(everybody && { status: "ignore" }) };
}

/** The same list with the same columns, in earnest; a second time it adds nobody. */
export async function takeOver(): Promise<void> {
  const now = list.value;
  if (!now) return;
  const report = await calls.list(now.slug, now.file, queryOf(now), false);
  if (!report) throw new Problem("unexpected");
  list.value = { ...now, report, taken: true };
  moved(now.slug);
}

export function putAway(): void {
  previews++;
  list.value = null;
}

/** In memory: what was looked at is what is taken, whatever becomes of the file meanwhile. */
async function inMemory(file: File): Promise<File> {
  if (list.value?.file === file) return file;
  try {
    return new File([await file.arrayBuffer()], file.name, { type: "text/csv" });
  } catch {
    throw new Problem("unreadable-file");
  }
}
