/** Which column holds what: guessed, and put right here. */
import { t } from "../../../i18n/text";
import { type Attempt, Trouble } from "../../../ui/attempt";
import { choices, FIELDS, type Field } from "../../rules/list-files";
import { correct, type ListImport } from "../../state/list-import";
import { Select } from "../../ui/form-field";

export function Columns({ now, attempt }: { now: ListImport; attempt: Attempt }) {
  const headings = choices(now.headings);
  const chosen = (field: Field) => now.report?.columns[field] ?? now.columns[field] ?? "";
  return (
    <section>
      <h2>{t("list.columns")}</h2>
      <p>{t(now.report ? "list.columns-about" : "list.columns-missing")}</p>
      <div class="pair columns" aria-busy={attempt.busy.value}>
        {FIELDS.map((field) => (
          <Select
            key={field}
            name={field}
            label={t(`list.field-${field}`)}
            value={chosen(field)}
            onPick={(heading) => void attempt.run(() => correct(field, heading))}
            problem={null}
          >
            <option value="">{t("list.no-column")}</option>
            {headings.map((heading) => (
              <option key={heading} value={heading}>
                {heading}
              </option>
            ))}
          </Select>
        ))}
      </div>
      <Trouble problem={now.report ? attempt.problem.value : null} />
    </section>
  );
}
