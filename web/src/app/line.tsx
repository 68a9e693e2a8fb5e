/** The line under the top edge: no network, something refused, or what has just happened. */

import { problemKey, t } from "../i18n/text";
import { hush, type Notice, notice, tell } from "../page/notice";
import { asProblem } from "../rules/problem";
import { person } from "../sign-in/session";
import { online, pending } from "../sync";
import { refusals } from "../talk/refused";
import { Cloud, Cross, Sign } from "../ui/icons";
import { focusHeading } from "../ui/page";
import { Say } from "../ui/say";
import { NewVersion } from "./new-version";

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
      <button type="button" class="sign" aria-label={t("close")} onClick={hush}>
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
    tell({ key: "undone" });
  } catch (thrown) {
    tell({ key: problemKey(asProblem(thrown)) });
  }
}
