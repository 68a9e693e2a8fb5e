/** The camera's light, its other lenses and its zoom, where the phone has them. */
import { useSignal } from "@preact/signals";
import { t } from "../../i18n/text";
import { Flip, Torch } from "../../ui/icons";
import { adjust, hasTorch, zoomSteps } from "../camera";
import type { CameraSession } from "../camera-session";

export function Switches({ session }: { session: CameraSession }) {
  const camera = session.camera.value;
  return (
    <>
      {camera && hasTorch(session.abilities.value) && <Light key={camera.id} camera={camera} />}
      {session.several.value && (
        <button
          type="button"
          class="sign"
          aria-label={t("scan.flip")}
          onClick={() => session.switchLens()}
        >
          <Flip />
        </button>
      )}
    </>
  );
}

function Light({ camera }: { camera: MediaStream }) {
  const lit = useSignal(false);
  async function toggle() {
    const torch = !lit.value;
    if (await adjust(camera, { torch })) lit.value = torch;
  }
  return (
    <button
      type="button"
      class="sign"
      aria-pressed={lit.value}
      aria-label={t("scan.torch")}
      onClick={toggle}
    >
      <Torch />
    </button>
  );
}

export function Zoom({ session }: { session: CameraSession }) {
  const camera = session.camera.value;
  const steps = zoomSteps(session.abilities.value);
  if (!camera || !steps.length) return null;
  return <Steps key={camera.id} camera={camera} steps={steps} />;
}

function Steps({ camera, steps }: { camera: MediaStream; steps: ReturnType<typeof zoomSteps> }) {
  const times = useSignal(1);
  return (
    <fieldset class="zoom">
      <legend class="hidden">{t("scan.zoom")}</legend>
      {steps.map((step) => (
        <button
          key={step.times}
          type="button"
          class="sign"
          aria-pressed={times.value === step.times}
          onClick={async () => {
            if (await adjust(camera, { zoom: step.zoom })) times.value = step.times;
          }}
        >
          {t("scan.times", { times: String(step.times) })}
        </button>
      ))}
    </fieldset>
  );
}
