/** The devices I am signed in on; each can be signed out from here. */
import type { Device } from "../../api/types";
import { day, t } from "../../i18n/text";
import { devices, signOutDevice } from "../../state/devices";
import { Trouble, useAttempt } from "../../ui/attempt";
import { useList } from "../../ui/list";
import { Page } from "../../ui/page";

export function Devices() {
  const list = useList(devices);
  return (
    <Page title={t("devices.title")} back="/me">
      <Trouble problem={list.attempt.problem.value} />
      <ul class="rows">
        {list.items.value?.map((device) => (
          <One device={device} onGone={list.again} key={device.id} />
        ))}
      </ul>
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
