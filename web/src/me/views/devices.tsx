/** The devices I am signed in on; each can be signed out from here, or all the others at once. */
import type { Block, Device } from "../../api/types";
import { day, t } from "../../i18n/text";
import { Trouble, useAttempt, useList } from "../../ui/attempt";
import { Page } from "../../ui/page";
import { Sure } from "../../ui/sure";
import { blocks, devices, signOutDevice, signOutOthers, unblock } from "../account";

export function Devices() {
  const list = useList(devices);
  const others = list.items.value?.filter((device) => !device.current) ?? [];
  return (
    <Page title={t("devices.title")} back="/me">
      <Trouble problem={list.attempt.problem.value} />
      <ul class="rows">
        {list.items.value?.map((device) => (
          <One device={device} onGone={list.again} key={device.id} />
        ))}
      </ul>
      {others.length > 1 && (
        <Sure label={t("devices.others")} onYes={() => signOutOthers().then(list.again)}>
          {t("devices.others-sure")}
        </Sure>
      )}
      <p class="muted">{t("devices.lost")}</p>
    </Page>
  );
}

function One({ device, onGone }: { device: Device; onGone: () => void }) {
  const attempt = useAttempt();
  async function end() {
    if (await attempt.run(() => signOutDevice(device.id))) onGone();
  }
  return (
    <li class="row entry">
      <span class="who">
        <span class="name">{device.device || t("devices.unnamed")}</span>
        <span class="muted">
          {device.current ? t("devices.this") : t("devices.used", { day: day(device.used_at) })}
        </span>
      </span>
      {!device.current && (
        <button type="button" aria-disabled={attempt.busy.value} onClick={end}>
          {t("sign-out")}
        </button>
      )}
      <Trouble problem={attempt.problem.value} />
    </li>
  );
}

/** The people I have blocked; each can be let in again. */
export function Blocked() {
  const list = useList(blocks);
  return (
    <Page title={t("blocks.title")} back="/me">
      <Trouble problem={list.attempt.problem.value} />
      {list.items.value?.length === 0 && <p>{t("blocks.none")}</p>}
      <ul class="rows">
        {list.items.value?.map((block) => (
          <OneBlock block={block} onGone={list.again} key={block.id} />
        ))}
      </ul>
    </Page>
  );
}

function OneBlock({ block, onGone }: { block: Block; onGone: () => void }) {
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
