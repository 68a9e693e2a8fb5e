/** The phone's camera: opening it with the lens that was chosen last, its light and its zoom. */
import { local } from "../storage/web-storage";
import type { Abilities } from "./lens";

export type Refusal = "insecure" | "denied" | "busy" | "none";

/** Why there is no camera. */
export class NoCamera extends Error {
  readonly why: Refusal;

  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

const KEPT_AS = "wetalked.lens";
const SHARP = { width: { ideal: 1920 }, height: { ideal: 1080 } };
const REASONS: Record<string, Refusal> = {
  NotAllowedError: "denied",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The stream of the lens chosen last, else of one that looks away from the person; throws `NoCamera`. */
export async function openCamera(): Promise<MediaStream> {
  if (!isSecureContext) throw new NoCamera("insecure");
  if (!navigator.mediaDevices || !globalThis.OffscreenCanvas) throw new NoCamera("none");
  const kept = local.get(KEPT_AS);
  const chosen = kept && (await stream({ deviceId: { exact: kept } }).catch(unlessGone));
  return chosen || stream({ facingMode: "environment" });
}

/** From now on this lens, also the next time. */
export function chooseLens(id: string): void {
  local.set(KEPT_AS, id);
}

export function closeCamera(open: MediaStream | null): void {
  for (const track of open?.getTracks() ?? []) track.stop();
}

/** The one picture track of an open camera. */
export function trackOf(open: MediaStream): MediaStreamTrack {
  const [track] = open.getVideoTracks();
  if (!track) throw new NoCamera("none");
  return track;
}

export function abilitiesOf(track: MediaStreamTrack): Abilities {
  return (track.getCapabilities?.() ?? {}) as Abilities;
}

/** Whether it looks at the person, who expects a mirror. */
export function isMirrored(camera: MediaStream | null | undefined): boolean {
  return !!camera && trackOf(camera).getSettings().facingMode === "user";
}

/** Set the light or the zoom; answers whether the camera did what it had promised. */
export async function adjust(
  camera: MediaStream,
  wish: { torch: boolean } | { zoom: number },
): Promise<boolean> {
  const done = trackOf(camera).applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
  return done.then(
    () => true,
    () => false,
  );
}

/** Whether the camera has been allowed since it was refused; unknown counts as no. */
export async function nowAllowed(): Promise<boolean> {
  const name = "camera" as PermissionName;
  const status = await navigator.permissions?.query({ name }).catch(() => null);
  return status?.state === "granted";
}

async function stream(which: MediaTrackConstraints): Promise<MediaStream> {
  const wish = { video: { ...which, ...SHARP }, audio: false };
  return navigator.mediaDevices.getUserMedia(wish).catch((error: unknown) => {
    const name = error instanceof DOMException ? error.name : "";
    throw new NoCamera(REASONS[name] ?? "none");
  });
}

/** A lens that is gone, or held by something else, makes room for another; a no stays a no. */
function unlessGone(error: unknown): null {
  if (error instanceof NoCamera && error.why === "denied") throw error;
  return null;
}
