/** My API tokens: named, shown once, with their last use and their end, and ended here. */
import { useSignal } from "@preact/signals";
import { day, t } from "../../i18n/text";
import { Trouble, useAttempt, useList } from "../../ui/attempt";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { Sure } from "../../ui/sure";
import { createToken, revokeToken, tokensOfMine } from "../state/changes";
import type { ApiToken } from "../types";
import { FormField, FormTrouble } from "../ui/form-field";
import { ShownOnce } from "../ui/shown-once";

export function Tokens() {
  const list = useList(tokensOfMine);
  return (
    <Page title={t("tokens.title")} back="/events" name="office">
      <p>{t("tokens.lead")}</p>
      <a class="quiet" href="/docs">
        {t("tokens.docs")}
      </a>
      <NewToken onMade={list.again} />
      <Trouble problem={list.attempt.problem.value} />
      {list.items.value?.length === 0 && <p class="muted">{t("tokens.none")}</p>}
      <ul class="rows">
        {list.items.value?.map((token) => (
          <One key={token.name} token={token} onGone={list.again} />
        ))}
      </ul>
    </Page>
  );
}

function NewToken({ onMade }: { onMade: () => void }) {
  const name = useSignal("");
  const until = useSignal("");
  const made = useSignal<{ name: string; token: string } | null>(null);
  const attempt = useAttempt();
  async function make(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      made.value = { name: name.value.trim(), token: await createToken(name.value, until.value) };
      name.value = until.value = "";
      onMade();
    });
  }
  return (
    <>
      <form onSubmit={make}>
        <FormField
          name="name"
          label={t("tokens.name")}
          value={name.value}
          onText={(text) => (name.value = text)}
          problem={attempt.problem.value}
          help={t("tokens.name-help")}
          with={{ required: true, maxLength: 120, autocomplete: "off" }}
        />
        <FormField
          name="expires_at"
          label={t("tokens.until")}
          value={until.value}
          onText={(text) => (until.value = text)}
          problem={attempt.problem.value}
          help={t("tokens.until-help")}
          with={{ type: "date" }}
        />
        <FormTrouble problem={attempt.problem.value} fields={["name", "expires_at"]} />
        <button type="submit" aria-disabled={attempt.busy.value}>
          {t("tokens.create")}
        </button>
      </form>
      <div role="status">
        {made.value && (
          <ShownOnce key={made.value.token} secret={made.value.token}>
            <Say k="tokens.shown" name={made.value.name} />
          </ShownOnce>
        )}
      </div>
    </>
  );
}

function One({ token, onGone }: { token: ApiToken; onGone: () => void }) {
  const { name, made_at, used_at, expires_at } = token;
  return (
    <li class="row entry">
      <span class="who">
        <bdi class="name">{name}</bdi>
        <span class="muted">{t("tokens.made", { day: day(made_at) })}</span>
        <span class="muted">
          {used_at ? t("tokens.used", { day: day(used_at) }) : t("tokens.unused")}
        </span>
        {expires_at && <span class="muted">{ending(expires_at)}</span>}
      </span>
      <Sure
        label={t("tokens.revoke")}
        onYes={async () => {
          await revokeToken(name);
          onGone();
        }}
      >
        <Say k="tokens.revoke-sure" name={name} />
      </Sure>
    </li>
  );
}

function ending(at: string): string {
  const over = Date.parse(at) <= Date.now();
  return t(over ? "tokens.ended" : "tokens.ends", { day: day(at) });
}
