/** The line under the top edge: no network, something refused, or what has just happened. */

import { problemKey, t } from "../i18n/text";
import { dismissNotice, type Notice, notice, showNotice } from "../page/notice";
import { path } from "../page/route";
import { unsaved } from "../page/unsaved";
import { loadNewVersion, newVersion, putOff } from "../page/version";
import { asProblem } from "../rules/problem";
import { person } from "../sign-in/session";
import { online, pending } from "../sync";
import { refusals } from "../talk/refused";
import { Cloud, Cross, Sign } from "../ui/icons";
import { focusHeading } from "../ui/page";
import { Say } from "../ui/sentence";

export function Line() {
  const line = notice.value;
  return (
    <div class="top" role="status">
      {person.value && !online.value && <NoNetwork />}
      {person.value && refusals.value.length > 0 && <Refused />}
      {line ? <News line={line} /> : <NewVersion />}
    </div>
  );
}

function NoNetwork() {
  return (
    <p class="state-line dashed">
      <Cloud />
      <span>{t(pending.value.length > 0 ? "offline.waiting" : "offline")}</span>
    </p>
  );
}

function Refused() {
  return (
    <p class="state-line">
      <Sign />
      <span>{t("refused.some")}</span>
      <a href="/refused">{t("notice.look")}</a>
    </p>
  );
}

function News({ line }: { line: Notice }) {
  return (
    <div class="notice">
      <p>
        <Say k={line.key} {...line.values} />{" "}
        {line.link && <a href={line.link.href}>{t(line.link.key)}</a>}
      </p>
      {line.act && (
        <button type="button" class="act" onClick={() => act(line)}>
          {t(line.act.key)}
        </button>
      )}
      <button type="button" class="sign" aria-label={t("close")} onClick={dismissNotice}>
        <Cross />
      </button>
    </div>
  );
}

/** The button goes with its line, so that the focus needs another place. */
async function act({ act }: Notice) {
  focusHeading();
  try {
    await act?.do();
    showNotice({ key: "undone" });
  } catch (thrown) {
    showNotice({ key: problemKey(asProblem(thrown)) });
  }
}

/** It comes by a tap, now or later. */
function NewVersion() {
  if (!newVersion.value || putOff.value || unsaved.value) return null;
  if (path.value.startsWith("/scan")) return null;
  return (
    <div class="notice">
      <p>{t("version.new")}</p>
      <button type="button" onClick={loadNewVersion}>
        {t("version.load")}
      </button>
      <button
        type="button"
        class="sign"
        aria-label={t("close")}
        onClick={() => (putOff.value = true)}
      >
        <Cross />
      </button>
    </div>
  );
}
