/** The devices I am signed in on; each can be signed out from here, or all the others at once. */
import type { Device } from "../../api/types";
import { day, t } from "../../i18n/text";
import { Trouble, useAttempt } from "../../ui/attempt";
import { useList } from "../../ui/list";
import { Page } from "../../ui/page";
import { Sure } from "../../ui/sure";
import { devices, signOutDevice, signOutOthers } from "../devices";

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
