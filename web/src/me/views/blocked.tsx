/** The people I have blocked; each can be let in again. */
import type { Block } from "../../api/types";
import { t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { useList } from "../../ui/list";
import { Page } from "../../ui/page";
import { blocks, unblock } from "../devices";

export function Blocked() {
  const list = useList(blocks);
  return (
    <Page title={t("blocks.title")} back="/me">
      <Trouble problem={list.attempt.problem.value} />
      {list.items.value?.length === 0 && <p>{t("blocks.none")}</p>}
      <ul class="rows">
        {list.items.value?.map((block) => (
          <One block={block} onGone={list.again} key={block.id} />
        ))}
      </ul>
    </Page>
  );
}

function One({ block, onGone }: { block: Block; onGone: () => void }) {
  const attempt = useAttempt();
  async function free() {
    if (await attempt.run(() => unblock(block.id))) onGone();
  }
  return (
    <li class="row entry">
      <bdi class="name">{block.name ?? t("someone")}</bdi>
      <button type="button" aria-disabled={attempt.busy.value} onClick={free}>
        {t("blocks.free")}
      </button>
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}
