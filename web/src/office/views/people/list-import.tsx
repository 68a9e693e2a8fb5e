/** What a list will do, before it does it; and what it did. */
import { useSignal } from "@preact/signals";
import { counted } from "../../../i18n/intl";
import { language, t } from "../../../i18n/text";
import { type Attempt, Trouble, useAttempt } from "../../../ui/attempt";
import { download } from "../../../ui/hand-over";
import { Say } from "../../../ui/sentence";
import { toHandOut } from "../../rules/list-files";
import { steps } from "../../state/event";
import { type ListImport as Brought, list, putAway, takeOver } from "../../state/list-import";
import type { ImportReport } from "../../types";
import { Columns } from "./columns";
import { Names } from "./holder-card";
import { Told, ToldBefore } from "./list-notes";
import { Rejected } from "./rejected";

export function ListImport() {
  const now = list.value;
  const attempt = useAttempt();
  if (!now) return null;
  return now.taken ? <After now={now} /> : <Before now={now} attempt={attempt} />;
}

function Before({ now, attempt }: { now: Brought; attempt: Attempt }) {
  const looking = useAttempt();
  const good = now.report && now.report.created.length + now.report.updated.length > 0;
  return (
    <div class="list-import">
      <p>
        <Say k="list.before" file={now.file.name} />
      </p>
      {now.report && <WhatHappens report={now.report} />}
      <ToldBefore now={now} attempt={looking} />
      <Columns now={now} attempt={looking} />
      {now.report && <Rejected now={now} report={now.report} />}
      <div class="save unsaved">
        <Trouble problem={attempt.problem.value} />
        {good && (
          <button
            type="button"
            class="main"
            aria-disabled={attempt.busy.value || looking.busy.value}
            onClick={() => attempt.run(takeOver)}
          >
            {t("list.take")}
          </button>
        )}
        <button type="button" aria-disabled={attempt.busy.value} onClick={putAway}>
          {t(good ? "cancel" : "list.other")}
        </button>
        <p role="status">{attempt.busy.value && t("list.taking")}</p>
      </div>
    </div>
  );
}

/** Sentences instead of a table: each with some of the names behind it. */
function WhatHappens({ report }: { report: ImportReport }) {
  const { created, updated, unchanged } = report;
  const none = created.length + updated.length === 0;
  return (
    <section role="status">
      <h2>{t("list.will")}</h2>
      {none && <p>{t(unchanged > 0 ? "list.nothing-new" : "list.nobody")}</p>}
      {created.length > 0 && <p>{counted("list.created", created.length)}</p>}
      <Names people={created} />
      {updated.length > 0 && <p>{counted("list.updated", updated.length)}</p>}
      <Names people={updated} />
      {unchanged > 0 && !none && <p>{counted("list.unchanged", unchanged)}</p>}
    </section>
  );
}

function After({ now }: { now: Brought }) {
  const report = now.report;
  if (!report) return null;
  return (
    <div class="list-import">
      <section role="status">
        <h2>{t("list.done")}</h2>
        {report.created.length > 0 && <p>{counted("list.was-created", report.created.length)}</p>}
        {report.updated.length > 0 && <p>{counted("list.was-updated", report.updated.length)}</p>}
        {report.unchanged > 0 && <p>{counted("list.was-unchanged", report.unchanged)}</p>}
        <Told told={report.told} />
      </section>
      <HandOut report={report} name={now.slug} />
      <Rejected now={now} report={report} />
      <div class="save">
        <a class="button main" href={`/events/${now.slug}/badges`} onClick={putAway}>
          {t("list.to-badges")}
        </a>
        <button type="button" onClick={putAway}>
          {t("list.to-people")}
        </button>
      </div>
    </div>
  );
}

/** Links and PINs exist in this answer alone: where no mail leaves, they are all there is. */
function HandOut({ report, name }: { report: ImportReport; name: string }) {
  const saved = useSignal(false);
  const pins = report.created.filter((person) => person.pin).length;
  const silent = steps.value?.mails_leave === false;
  if (report.created.length === 0 || (!silent && pins === 0)) return null;
  const headings = (["name", "email", "badge", "link", "pin"] as const).map((heading) =>
    t(`hand-out.${heading}`),
  );
  function save() {
    const made = toHandOut(headings, report.created, language.value);
    download(new File([made], `${t("hand-out.file")}-${name}.csv`, { type: "text/csv" }));
    saved.value = true;
  }
  return (
    <section class="raised">
      <h2>{t("hand-out.title")}</h2>
      <p>{silent ? t("hand-out.silent") : counted("hand-out.pins", pins)}</p>
      <p>{t("hand-out.once")}</p>
      <button type="button" onClick={save}>
        {t("hand-out.save")}
      </button>
      <p role="status">{saved.value && t("hand-out.saved")}</p>
    </section>
  );
}
