/** Choosing what to show: each thing is ticked by hand, nothing beforehand that was not ticked before. */
import { useSignal } from "@preact/signals";
import type { InputHTMLAttributes } from "preact";
import { t } from "../../i18n/text";
import { current, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { type CardField, FIELDS, keepCard } from "../card";

const KEYBOARDS: Record<CardField, InputHTMLAttributes> = {
  email: { type: "email", autocomplete: "email", inputMode: "email" },
  phone: { type: "tel", autocomplete: "tel", inputMode: "tel", placeholder: "+49 …" },
  link: { type: "text", autocomplete: "url", inputMode: "url", placeholder: "https://…" },
};

interface Props {
  later: { word: string; do: () => void } | null;
  onKept: () => void;
}

export function CardForm({ later, onKept }: Props) {
  const card = current.value?.card ?? {};
  const texts = useSignal<Record<CardField, string>>({
    email: card.email ?? person.value?.email ?? "",
    phone: card.phone ?? "",
    link: card.link ?? "",
  });
  const ticked = useSignal<ReadonlySet<CardField>>(new Set(FIELDS.filter((each) => card[each])));
  const attempt = useAttempt();
  async function submit(event: Event) {
    event.preventDefault();
    const chosen = [...ticked.value].map((field) => [field, texts.value[field]]);
    if (await attempt.run(() => keepCard(Object.fromEntries(chosen)))) onKept();
  }
  function tick(field: CardField, on: boolean) {
    const rest = FIELDS.filter((each) => each !== field && ticked.value.has(each));
    ticked.value = new Set(on ? [...rest, field] : rest);
  }
  return (
    <form class="card-form" onSubmit={submit}>
      {FIELDS.map((field) => (
        <div key={field} class={ticked.value.has(field) ? "whole" : ""}>
          <label class="tick">
            <input
              type="checkbox"
              checked={ticked.value.has(field)}
              onChange={(event) => tick(field, event.currentTarget.checked)}
            />
            <span>{t(field)}</span>
          </label>
          {ticked.value.has(field) && (
            <Field
              label={t(`card.my-${field}`)}
              value={texts.value[field]}
              onText={(text) => (texts.value = { ...texts.value, [field]: text })}
              with={{ ...KEYBOARDS[field], required: true }}
            />
          )}
        </div>
      ))}
      <Trouble problem={attempt.problem.value} />
      <div class="pair">
        {later && (
          <button type="button" onClick={later.do}>
            {later.word}
          </button>
        )}
        <button type="submit" aria-disabled={attempt.busy.value}>
          {t("card.show")}
        </button>
      </div>
    </form>
  );
}
