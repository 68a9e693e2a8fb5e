/** Where the shop is, and how it is asked. */
import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../../i18n/text";
import type { Problem } from "../../../rules/problem";
import { useAttempt } from "../../../ui/attempt";
import { bodyOf, draftOf, isUsual, type ShopDraft, USUAL } from "../../rules/shop-form";
import { keepShop, showShop } from "../../state/shop";
import type { Shop } from "../../types";
import { Save, useDraft, type Writing } from "../../ui/draft";
import { FormField, FormTrouble, Select, useFocusOnWrong } from "../../ui/form-field";

const WORDS = { 15: "shop.often-15", 60: "shop.often-60", 1440: "shop.often-1440" } as const;
const FIELDS = ["url", "token", "every_minutes", "subevent"];

export function ShopForm({ slug, now }: { slug: string; now: Shop }) {
  const form = useRef<HTMLFormElement>(null);
  const writing = useDraft(`shop ${slug}`, draftOf(now));
  const token = useSignal("");
  const attempt = useAttempt();
  const { problem } = attempt;
  useFocusOnWrong(form, problem.value);
  async function save(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      const saved = await keepShop(slug, bodyOf(writing.now, token.value));
      token.value = "";
      writing.settle();
      showShop(slug, saved);
    });
  }
  return (
    <form class="event-form" onSubmit={save} ref={form}>
      <h2>pretix</h2>
      <Where writing={writing} problem={problem.value} />
      <Token token={token} isSet={now.token_set} problem={problem.value} />
      <How writing={writing} problem={problem.value} />
      <FormTrouble problem={problem.value} fields={FIELDS} />
      <Save writing={withToken(writing, token)} attempt={attempt} />
    </form>
  );
}

/** The token is never kept in the browser, and so is no part of the draft. */
function withToken(writing: Writing<ShopDraft>, token: Signal<string>): Writing<ShopDraft> {
  function undo() {
    token.value = "";
    writing.undo();
  }
  return { ...writing, changed: writing.changed || token.value !== "", undo };
}

interface PartProps {
  writing: Writing<ShopDraft>;
  problem: Problem | null;
}

function Where({ writing: { now, write }, problem }: PartProps) {
  return (
    <FormField
      name="url"
      label={t("shop.url")}
      value={now.url}
      onText={(url) => write({ ...now, url })}
      problem={problem}
      help={t("shop.url-help")}
      with={{
        ...{ required: true, inputMode: "url", autocomplete: "off", autocapitalize: "none" },
        spellcheck: false,
      }}
    />
  );
}

interface TokenProps {
  token: Signal<string>;
  isSet: boolean;
  problem: Problem | null;
}

function Token({ token, isSet, problem }: TokenProps) {
  return (
    <FormField
      name="token"
      label={t("shop.token")}
      value={token.value}
      onText={(text) => (token.value = text)}
      problem={problem}
      help={t(isSet ? "shop.token-kept" : "shop.token-help")}
      with={{
        ...{ required: !isSet, maxLength: 500, autocomplete: "off", autocapitalize: "none" },
        spellcheck: false,
      }}
    />
  );
}

function How({ writing: { now, write, base }, problem }: PartProps) {
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={now.pending}
          onChange={(event) => write({ ...now, pending: event.currentTarget.checked })}
        />
        <span>
          {t("shop.pending")} <small class="muted">{t("shop.pending-help")}</small>
        </span>
      </label>
      <Select
        name="every_minutes"
        label={t("shop.often")}
        value={now.every}
        onPick={(every) => write({ ...now, every })}
        problem={problem}
        help={t("shop.often-help")}
      >
        <Rhythms own={base.every} />
      </Select>
      <FormField
        name="subevent"
        label={t("shop.subevent")}
        value={now.subevent}
        onText={(subevent) => write({ ...now, subevent })}
        problem={problem}
        help={t("shop.subevent-help")}
        with={{ type: "number", min: 1, step: 1, inputMode: "numeric" }}
      />
    </>
  );
}

/** The usual ones, and the one that a program has set. */
function Rhythms({ own }: { own: string }) {
  return (
    <>
      <option value="">{t("shop.often-off")}</option>
      {USUAL.map((minutes) => (
        <option key={minutes} value={String(minutes)}>
          {t(WORDS[minutes])}
        </option>
      ))}
      {own && !isUsual(Number(own)) && (
        <option value={own}>{t("shop.often-own", { n: own })}</option>
      )}
    </>
  );
}
