/** Changing my mail address in two steps: where it is, then the code that was mailed there. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { goFromHere } from "../../page/route";
import { current, person } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { Swap } from "../../ui/sure";
import { addressAsked, askForAddress, dropAddress, takeAddress } from "../account";

export function Address() {
  const asked = addressAsked();
  const now = person.value?.email;
  return (
    <Page title={t("address.title")} back="/me">
      {now && (
        <p>
          <Say k="address.now" email={now} />
        </p>
      )}
      <Swap shows={asked !== null}>{asked ? <CodeStep email={asked} /> : <AddressStep />}</Swap>
    </Page>
  );
}

function AddressStep() {
  const email = useSignal("");
  const attempt = useAttempt();
  function submit(event: Event) {
    event.preventDefault();
    void attempt.run(() => askForAddress(email.value));
  }
  return (
    <form onSubmit={submit}>
      <p>{t(person.value?.email ? "address.lead" : "address.lead-first")}</p>
      <Field
        label={t("address.new")}
        value={email.value}
        onText={(text) => (email.value = text)}
        with={{ type: "email", required: true, autocomplete: "email", inputMode: "email" }}
      />
      <Trouble problem={attempt.problem.value} />
      <button type="submit" aria-disabled={attempt.busy.value}>
        {t("sign-in.send")}
      </button>
    </form>
  );
}

function CodeStep({ email }: { email: string }) {
  const code = useSignal("");
  const attempt = useAttempt();
  const again = useAttempt();
  async function submit(event: Event) {
    event.preventDefault();
    const before = person.value?.email;
    const goOn = goFromHere();
    if (!(await attempt.run(() => takeAddress(email, code.value)))) return;
    goOn("/me");
    tellChanged(email, before);
  }
  return (
    <form onSubmit={submit}>
      <p>
        <Say k="address.sent" email={email} />
      </p>
      <Field
        label={t("sign-in.code")}
        value={code.value}
        onText={(text) => (code.value = text)}
        hint={again.done.value && t("sign-in.resent-new")}
        with={{ required: true, inputMode: "numeric", autocomplete: "one-time-code" }}
      />
      <Trouble problem={attempt.problem.value ?? again.problem.value} />
      <button type="submit" aria-disabled={attempt.busy.value}>
        {t("address.take")}
      </button>
      <button type="button" class="quiet" onClick={() => again.run(() => askForAddress(email))}>
        {t("sign-in.again")}
      </button>
      <button type="button" class="quiet" onClick={dropAddress}>
        {t("address.other")}
      </button>
    </form>
  );
}

/** A card shows what was ticked on it; the address there changes only by its owner's hand. */
function tellChanged(email: string, before: string | null | undefined): void {
  const shown = before && current.value?.card.email === before;
  const link = { href: "/me/card", key: "address.on-card" } as const;
  showNotice({ key: "address.changed", values: { email }, ...(shown ? { link } : {}) });
}
