/** "My badge is gone": the old one ends, a new one is here at once. */
import { t } from "../../i18n/text";
import { showNotice } from "../../page/notice";
import { go, goFromHere } from "../../page/route";
import { shown } from "../../rules/code";
import { reachAddress } from "../../rules/links";
import { renewOwnCode } from "../../sign-in/own-code";
import { current, person, reissueBadge, signOut } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Page } from "../../ui/page";
import { Sure } from "../../ui/sure";

export function BadgeGone() {
  async function renew() {
    const goOn = goFromHere();
    await reissueBadge();
    goOn("/");
    showNotice({ key: "badge.renewed", values: { code: shown(current.value?.badge?.code ?? "") } });
  }
  return (
    <Sure label={t("badge.gone")} yes={t("badge.gone-yes")} onYes={renew}>
      {t("badge.gone-sure")}
    </Sure>
  );
}

/** A new code of one's own, for whoever has lost theirs or shown it to somebody. */
export function NewOwnCode() {
  async function renew() {
    await renewOwnCode(person.value?.id ?? "");
    go("/me");
  }
  return (
    <Page title={t("own-code.title")} back="/me">
      <p>{t("own-code.about")}</p>
      <Sure label={t("own-code.renew")} yes={t("own-code.renew-yes")} onYes={renew}>
        {t("own-code.renew-sure")}
      </Sure>
    </Page>
  );
}

/** Whom to turn to at the event. */
export function Help() {
  const contact = current.value?.event.help_contact;
  if (!contact) return null;
  const address = reachAddress(contact);
  return (
    <p>
      {t("me.help")}{" "}
      {address ? (
        <a class="reach" href={address}>
          <bdi class="name">{contact}</bdi>
        </a>
      ) : (
        <bdi class="name">{contact}</bdi>
      )}
    </p>
  );
}

/** Signing out on this phone. */
export function SignOut() {
  const attempt = useAttempt();
  async function end() {
    if (await attempt.run(signOut)) go("/", { replace: true });
  }
  return (
    <>
      <Trouble problem={attempt.problem.value} />
      <button type="button" aria-disabled={attempt.busy.value} onClick={end}>
        {t("sign-out")}
      </button>
    </>
  );
}
