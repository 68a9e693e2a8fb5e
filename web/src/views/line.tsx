/** The one line under the top edge. */
import { asProblem } from "../api/problem";
import { problemKey, t } from "../i18n/text";
import { hush, type Notice, notice, tell } from "../state/notice";
import { Cross } from "../ui/icons";
import { focusHeading } from "../ui/page";
import { Say } from "../ui/say";

export function Line() {
  const line = notice.value;
  return (
    <div class="top" role="status">
      {line && (
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
      )}
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
