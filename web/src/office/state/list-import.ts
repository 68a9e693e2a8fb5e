/** A list that is brought in: looked at first, its columns corrected, then taken over. */
import { signal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { stayWhile } from "../../state/unsaved";
import { people as calls } from "../api/people";
import { type Columns, corrected, type Field } from "../rules/columns";
import type { ImportReport } from "../types";
import { moved } from "./people";

export interface ListImport {
  slug: string;
  file: File;
  columns: Columns;
  /** What would become of it; null until known, or where no column of names was found. */
  report: ImportReport | null;
  headings: readonly string[];
  /** Whether that is what became of it. */
  taken: boolean;
}

export const list = signal<ListImport | null>(null);
stayWhile(() => list.value !== null);
/** Only the newest look counts. */
let looks = 0;

/** See what this list would do; raises as the server, `not-a-list` too. */
export async function look(slug: string, chosen: File, columns: Columns = {}): Promise<void> {
  const mine = ++looks;
  const file = await kept(chosen);
  const before = list.value;
  const headings = before?.file === file ? before.headings : [];
  try {
    const report = await calls.list(slug, file, columns, true);
    if (mine !== looks || !report) return;
    list.value = { slug, file, columns, report, headings: report.headings, taken: false };
  } catch (thrown) {
    if (mine !== looks) return;
    const named = thrown instanceof Problem ? thrown.headings : [];
    const known = named.length > 0 ? named : headings;
    if (known.length > 0)
      list.value = { slug, file, columns, report: null, headings: known, taken: false };
    throw thrown;
  }
}

/** Look again, with this field read from another column. */
export async function correct(field: Field, heading: string): Promise<void> {
  const now = list.value;
  if (now) await look(now.slug, now.file, corrected(now.columns, field, heading));
}

/** The same list with the same columns, in earnest; a second time it adds nobody. */
export async function takeOver(): Promise<void> {
  const now = list.value;
  if (!now) return;
  const report = await calls.list(now.slug, now.file, now.columns, false);
  if (!report) throw new Problem("unexpected");
  list.value = { ...now, report, taken: true };
  moved(now.slug);
}

export function putAway(): void {
  looks++;
  list.value = null;
}

/** In memory: what was looked at is what is taken, whatever becomes of the file meanwhile. */
async function kept(file: File): Promise<File> {
  if (list.value?.file === file) return file;
  try {
    return new File([await file.arrayBuffer()], file.name, { type: "text/csv" });
  } catch {
    throw new Problem("unreadable-file");
  }
}
