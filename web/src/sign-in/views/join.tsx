/** The link of an invitation or a mail: it signs in on a tap, never by being opened. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/text";
import { goFromHere } from "../../page/route";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Mark } from "../../ui/icons";
import { LazyPart } from "../../ui/lazy";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { ownerOfLink, person, signInWithLink } from "../session";

const BuiltIn = () => import("./built-in");

export function Join({ token }: { token: string }) {
  const attempt = useAttempt();
  const owner = useSignal<string | null>(null);
  useEffect(() => {
    void ownerOfLink(token).then((name) => (owner.value = name));
  }, [token]);
  const enter = () =>
    attempt.run(async () => {
      const goOn = goFromHere();
      await signInWithLink(token);
      goOn("/", { replace: true });
    });
  return (
    <Page title={t("join.title")} name="door">
      <div class="emblem">
        <Mark />
      </div>
      {owner.value && (
        <p class="holder">
          <Say k="join.for" name={owner.value} />
        </p>
      )}
      <p>{t("join.lead")}</p>
      <LazyPart load={BuiltIn} />
      {person.value && person.value.name !== owner.value && (
        <p>
          <Say k="join.already" name={person.value.name} />
        </p>
      )}
      <Trouble problem={attempt.problem.value} />
      <button type="button" class="main" aria-disabled={attempt.busy.value} onClick={enter}>
        {t("sign-in")}
      </button>
      {attempt.problem.value?.kind === "sign-in-failed" && (
        <a class="quiet" href="/sign-in">
          {t("sign-in.by-mail")}
        </a>
      )}
      <p class="muted">{t("join.browser")}</p>
    </Page>
  );
}
