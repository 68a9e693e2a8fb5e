/** Rows that cannot be taken, each with its line and the reason, and a file of them to mend. */
import { counted } from "../../../i18n/intl";
import { hasText, type Key, language, t } from "../../../i18n/text";
import { download } from "../../../ui/hand-over";
import { toMend } from "../../rules/list-files";
import type { ListImport } from "../../state/list-import";
import type { ImportReport, Rejected as Row } from "../../types";

const MOST = 20;
/** Characters of a cell. */
const SHOWN = 60;

export function Rejected({ now, report }: { now: ListImport; report: ImportReport }) {
  const { rejected, headings } = report;
  if (rejected.length === 0) return null;
  function save() {
    const made = toMend(headings, rejected, t("list.reason"), reasonOf, language.value);
    const name = `${now.file.name.replace(/\.\w+$/, "")}-${t("list.mend-file")}.csv`;
    download(new File([made], name, { type: "text/csv" }));
  }
  return (
    <section class="rejected">
      <h2>{counted("list.rejected", rejected.length)}</h2>
      <ul class="rows">
        {rejected.slice(0, MOST).map((row) => (
          <li class="row entry" key={row.line}>
            <span class="muted">{t("list.line", { line: String(row.line) })}</span>
            <span class="who">
              <bdi class="cells">{shown(row)}</bdi>
              <span>{reasonOf(row)}</span>
            </span>
          </li>
        ))}
      </ul>
      {rejected.length > MOST && <p>{counted("list.more-rejected", rejected.length - MOST)}</p>}
      <button type="button" onClick={save}>
        {t("list.mend")}
      </button>
      <p class="muted">{t("list.mend-about")}</p>
    </section>
  );
}

/** The row as it stands in the list, as far as it helps to find it. */
function shown({ cells }: Row): string {
  const short = (cell: string) => (cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell);
  return cells
    .filter((cell) => cell.trim())
    .map(short)
    .join(" · ");
}

/** In our words where we have some; else in the server's. */
function reasonOf({ wrong, problem }: Row): string {
  const keys = wrong.map(({ field, reason }) => `reason.${field}-${reason}`);
  return keys.every(hasText) ? keys.map((key) => t(key as Key)).join(" ") : problem;
}
