/** Signing in: by a code that is mailed, by the code of an invitation, or by the own badge. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type Key, t } from "../../i18n/text";
import { go, path, query } from "../../page/route";
import { readTyped } from "../../rules/code";
import { type Attempt, Trouble, useAttempt } from "../../ui/attempt";
import { Field } from "../../ui/field";
import { Mark } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Say } from "../../ui/sentence";
import { requestCode, signInWithBadge, signInWithMail } from "../session";
import { othersWait } from "../sync-owner";

type Way = "mail" | "invitation" | "badge";

export function SignIn() {
  const way = useSignal<Way>(query("badge") ? "badge" : "mail");
  return (
    <Page title={t("sign-in")} name="door" heading={<Brand />}>
      {way.value === "mail" && <ByMail />}
      {way.value === "invitation" && <ByInvitation />}
      {way.value === "badge" && <ByBadge />}
      <OtherWays way={way} />
      {othersWait.value && <p class="muted">{t("sign-in.waits")}</p>}
    </Page>
  );
}

function Brand() {
  return (
    <span class="brand">
      <Mark /> wetalked
    </span>
  );
}

function OtherWays({ way }: { way: Signal<Way> }) {
  const ways: [Way, Key][] = [
    ["mail", "sign-in.by-mail"],
    ["badge", "sign-in.by-badge"],
    ["invitation", "sign-in.by-invitation"],
  ];
  return (
    <div class="ways">
      {ways
        .filter(([name]) => name !== way.value)
        .map(([name, key]) => (
          <button type="button" class="quiet" key={name} onClick={() => (way.value = name)}>
            {t(key)}
          </button>
        ))}
    </div>
  );
}

function ByMail() {
  const email = useSignal("");
  const sent = useSignal(false);
  const attempt = useAttempt();
  const send = () => attempt.run(() => requestCode({ email: email.value }));
  async function next() {
    sent.value = await send();
  }
  if (sent.value)
    return (
      <EnterCode
        lead={<Say k="sign-in.sent" email={email.value} />}
        label="sign-in.code"
        enter={(code) => signInWithMail(email.value, code)}
        again={send}
      />
    );
  return (
    <Step attempt={attempt} onGo={next} button="sign-in.send">
      <p>{t("sign-in.lead")}</p>
      <Address email={email} />
    </Step>
  );
}

function ByInvitation() {
  const email = useSignal("");
  const code = useSignal("");
  const attempt = useAttempt();
  const enter = () => attempt.run(() => signInWithMail(email.value, code.value).then(enterApp));
  return (
    <Step attempt={attempt} onGo={enter} button="sign-in">
      <p>{t("sign-in.invitation-lead")}</p>
      <Address email={email} />
      <Field
        label={t("sign-in.invitation-code")}
        value={code.value}
        onText={(text) => (code.value = text)}
        with={{ required: true, autocapitalize: "characters", autocomplete: "off" }}
      />
    </Step>
  );
}

function ByBadge() {
  const typed = useSignal(query("badge") ?? "");
  const badge = useSignal<string | null>(null);
  const wrong = useSignal(false);
  const attempt = useAttempt();
  const send = (code: string) => attempt.run(() => requestCode({ badge: code }));
  async function next() {
    const code = readTyped(typed.value);
    wrong.value = code === null;
    if (code && (await send(code))) badge.value = code;
  }
  if (badge.value)
    return (
      <EnterCode
        lead={t("sign-in.badge-sent")}
        label="sign-in.code-or-pin"
        letters
        enter={(code) => signInWithBadge(badge.value ?? "", code)}
        again={() => send(badge.value ?? "")}
      />
    );
  return (
    <Step attempt={attempt} onGo={next} button="next">
      <p>{t("sign-in.badge-lead")}</p>
      <Field
        label={t("code.label")}
        value={typed.value}
        onText={(text) => (typed.value = text)}
        hint={wrong.value && t("code.wrong")}
        with={{
          required: true,
          autocapitalize: "characters",
          autocomplete: "off",
          placeholder: "XXXX-XXXX",
        }}
      />
    </Step>
  );
}

function Address({ email }: { email: Signal<string> }) {
  return (
    <Field
      label={t("email")}
      value={email.value}
      onText={(text) => (email.value = text)}
      with={{ type: "email", required: true, autocomplete: "email", inputMode: "email" }}
    />
  );
}

interface EnterCodeProps {
  lead: ComponentChildren;
  label: Key;
  /** Whether the code may have letters, as one's own has. */
  letters?: boolean;
  enter: (code: string) => Promise<void>;
  /** Answers whether a code was asked for. */
  again: () => Promise<boolean>;
}

function EnterCode({ lead, label, letters = false, enter, again }: EnterCodeProps) {
  const code = useSignal("");
  const resent = useSignal(false);
  const attempt = useAttempt();
  return (
    <Step
      attempt={attempt}
      onGo={() => attempt.run(() => enter(code.value).then(enterApp))}
      button="sign-in"
      after={<SendAgain send={again} onSent={() => (resent.value = true)} />}
    >
      <p>{lead}</p>
      <Field
        label={t(label)}
        value={code.value}
        onText={(text) => (code.value = text)}
        hint={resent.value && t("sign-in.resent")}
        with={{
          required: true,
          inputMode: letters ? "text" : "numeric",
          autocapitalize: "characters",
          autocomplete: "one-time-code",
          autoFocus: true,
        }}
      />
    </Step>
  );
}

function SendAgain({ send, onSent }: { send: () => Promise<boolean>; onSent: () => void }) {
  async function sendAgain() {
    if (await send()) onSent();
  }
  return (
    <button type="button" class="quiet" onClick={sendAgain}>
      {t("sign-in.again")}
    </button>
  );
}

interface StepProps {
  attempt: Attempt;
  onGo: () => unknown;
  button: Key;
  after?: ComponentChildren;
  children: ComponentChildren;
}

function Step({ attempt, onGo, button, after, children }: StepProps) {
  function submit(event: Event) {
    event.preventDefault();
    void onGo();
  }
  return (
    <form class="step" onSubmit={submit}>
      {children}
      <Trouble problem={attempt.problem.value} />
      <button type="submit" class="main" aria-disabled={attempt.busy.value}>
        {t(button)}
      </button>
      {after}
    </form>
  );
}

/** To where the person wanted to go: another's badge, or the page they opened; it takes the focus. */
function enterApp(): void {
  const next = query("next");
  if (next && /^\/b\/[\w-]+$/i.test(next)) go(next, { replace: true });
  else go(path.value.startsWith("/sign-in") ? "/" : path.value, { replace: true });
}
