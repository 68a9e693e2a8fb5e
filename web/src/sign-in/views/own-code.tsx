/** The code of one's own, in full sight until its owner says that they have it somewhere. */
import { t } from "../../i18n/text";
import { shown, shownOwn } from "../../rules/code";
import { Trouble, useAttempt } from "../../ui/attempt";
import { handOver, picture, toClipboard } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { ownCodeIsKept, ownCodeOf } from "../own-code";
import { current, person } from "../session";
import "../../style/own-code.css";

export default function OwnCode() {
  const code = shownOwn(ownCodeOf(person.value?.id) ?? "");
  const badge = shown(current.value?.badge?.code ?? "");
  return (
    <Page title={t("own-code.title")} name="door own-code">
      <p>{t("own-code.lead")}</p>
      <dl class="raised">
        <dt>{t("own-code.badge")}</dt>
        <dd>
          <code>{badge}</code>
        </dd>
        <dt>{t("own-code.code")}</dt>
        <dd class="large">
          <code>{code}</code>
        </dd>
      </dl>
      <Keep badge={badge} code={code} />
      <p class="muted">{t("own-code.once")}</p>
      <button type="button" class="main" onClick={ownCodeIsKept}>
        {t("own-code.kept")}
      </button>
    </Page>
  );
}

function Keep({ badge, code }: { badge: string; code: string }) {
  const copy = useAttempt();
  const save = useAttempt();
  const text = `${location.origin}/sign-in\n${t("own-code.badge")}: ${badge}\n${t("own-code.code")}: ${code}`;
  return (
    <div class="ways">
      <button type="button" onClick={() => copy.run(() => toClipboard(text))}>
        {t(copy.done.value ? "own-code.copied" : "own-code.copy")}
      </button>
      {"share" in navigator && (
        <button type="button" onClick={() => save.run(() => share(text))}>
          {t("own-code.share")}
        </button>
      )}
      <button type="button" onClick={() => save.run(() => keepPicture(badge, code))}>
        {t("own-code.picture")}
      </button>
      <Trouble problem={copy.problem.value ?? save.problem.value} />
    </div>
  );
}

/** Turning the share sheet away is no problem. */
async function share(text: string): Promise<void> {
  await navigator.share({ text }).catch((fault: unknown) => {
    if (!(fault instanceof DOMException && fault.name === "AbortError")) throw fault;
  });
}

async function keepPicture(badge: string, code: string): Promise<void> {
  const lines = [t("own-code.badge"), badge, t("own-code.code"), code];
  await handOver(await picture("wetalked.png", lines));
}
