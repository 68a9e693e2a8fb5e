/** What is wrong with a form: at each field that is named, and in one line for the rest. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { type Key, t } from "../../i18n/text";
import type { Problem } from "../../rules/problem";
import { Trouble } from "../../ui/attempt";
import { Sign } from "../../ui/icons";
import { hasText } from "../texts";

/** The sentence for a field; none where nothing is wrong with it. */
export function wrongAt(problem: Problem | null, field: string): string | null {
  const error = problem?.errors.find((one) => one.field === field);
  if (!problem || !error) return null;
  const key = `problem.${problem.kind}-${field}`;
  return hasText(key) ? t(key as Key) : error.message;
}

export function Wrong({ problem, field }: { problem: Problem | null; field: string }) {
  const words = wrongAt(problem, field);
  return words ? (
    <strong class="wrong">
      <Sign /> {words}
    </strong>
  ) : null;
}

interface Props {
  problem: Problem | null;
  /** Those whose sentence stands beside them. */
  fields: readonly string[];
}

export function FormTrouble({ problem, fields }: Props) {
  const told = problem?.errors.some(({ field }) => fields.includes(field));
  if (!told) return <Trouble problem={problem} />;
  return (
    <p class="trouble" role="status">
      <Sign /> {t("form.look")}
    </p>
  );
}

/** After a failed try the first field that is wrong takes the focus. */
export function useFocusOnWrong(form: RefObject<HTMLElement | null>, problem: Problem | null) {
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
}
