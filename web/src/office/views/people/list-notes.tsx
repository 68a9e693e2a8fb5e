/** What a list says that is taken otherwise than it may have been meant, and what one can say to it. */
import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import type { Attempt } from "../../../ui/attempt";
import { Say } from "../../../ui/sentence";
import { type ListImport, type Same, settle, takeAll } from "../../state/list-import";
import type { Told as Row } from "../../types";

const MOST = 20;

export function Told({ told }: { told: readonly Row[] }) {
  if (told.length === 0) return null;
  return (
    <ul class="told">
      {told.slice(0, MOST).map((row) => (
        <li key={keyOf(row)}>
          <Sentence row={row} />
        </li>
      ))}
      {told.length > MOST && <li class="muted">{counted("list.more-told", told.length - MOST)}</li>}
    </ul>
  );
}

/** Before it is taken over: with the answers that somebody can give. */
export function ToldBefore({ now, attempt }: { now: ListImport; attempt: Attempt }) {
  const told = now.report?.told ?? [];
  const offers = told.filter(({ kind }) => kind === "same-person");
  const gone = told.some(({ kind }) => kind === "not-coming");
  const busy = attempt.busy.value;
  return (
    <>
      <Told told={told.filter((row) => !offers.includes(row))} />
      {(gone || now.everybody) && (
        <button
          type="button"
          aria-disabled={busy}
          onClick={() => attempt.run(() => takeAll(!now.everybody))}
        >
          {t(now.everybody ? "list.leave-out" : "list.take-all")}
        </button>
      )}
      {(offers.length > 0 || now.same.length > 0) && (
        <ul class="rows">
          {now.same.map((row) => (
            <Answer key={row.line} row={row} said busy={busy} onSay={() => say(row, false)} />
          ))}
          {offers.slice(0, MOST).map((row) => (
            <Answer key={row.line} row={row} busy={busy} onSay={() => say(row, true)} />
          ))}
        </ul>
      )}
    </>
  );
  function say(row: Same, isSame: boolean) {
    void attempt.run(() => settle(row, isSame));
  }
}

interface AnswerProps {
  row: Same;
  said?: boolean;
  busy: boolean;
  onSay: () => void;
}

function Answer({ row, said, busy, onSay }: AnswerProps) {
  return (
    <li class="row entry">
      <span class="who">
        <span>
          <Say
            k={said ? "list.same-said" : "list.told-same-person"}
            line={row.line}
            name={row.name ?? ""}
            value={row.value ?? ""}
          />
        </span>
      </span>
      <button type="button" aria-disabled={busy} onClick={onSay}>
        {t(said ? "list.same-no" : "list.same-yes")}
      </button>
    </li>
  );
}

function Sentence({ row }: { row: Row }) {
  return (
    <Say
      k={`list.told-${row.kind}`}
      line={row.line}
      name={row.name ?? ""}
      email={row.email ?? ""}
      heading={row.heading ?? ""}
      value={row.value ?? ""}
    />
  );
}

function keyOf({ line, kind, heading }: Row): string {
  return `${line} ${kind} ${heading}`;
}
