/** What a badge's own address shows: the same to everybody, whosever badge it is. */

import { t } from "../../i18n/text";
import { shown } from "../../rules/code";
import { me } from "../../sign-in/session";
import { recordScan } from "../../talk/talks";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Page } from "../../ui/page";

export function FoundBadge({ code }: { code: string }) {
  return (
    <Page title={t("found.title")} name="door">
      <p class="code">{shown(code)}</p>
      {me.value ? <TalkedButton code={code} /> : <Door code={code} />}
    </Page>
  );
}

function TalkedButton({ code }: { code: string }) {
  const attempt = useAttempt();
  return (
    <>
      <p>{t("found.lead")}</p>
      <Trouble problem={attempt.problem.value} />
      <button
        type="button"
        class="main"
        aria-disabled={attempt.busy.value}
        onClick={() => attempt.run(() => recordScan(code))}
      >
        {t("we-talked")}
      </button>
      <a class="quiet" href="/">
        {t("found.badge")}
      </a>
    </>
  );
}

function Door({ code }: { code: string }) {
  return (
    <>
      <p>{t("found.sign-in")}</p>
      <a class="button main" href={`/sign-in?next=/b/${encodeURIComponent(code)}`}>
        {t("sign-in")}
      </a>
      <a class="button" href={`/sign-in?badge=${encodeURIComponent(code)}`}>
        {t("found.mine")}
      </a>
      <p class="muted">{t("found.desk")}</p>
    </>
  );
}
