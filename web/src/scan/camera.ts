/** The phone's camera: opening it with the lens that was chosen last, its light and its zoom. */

import { signal } from "@preact/signals";
import { local } from "../storage/web-storage";

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
  const lens = local.get(KEPT_AS);
  const chosen = lens && (await stream({ deviceId: { exact: lens } }).catch(unlessGone));
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

/** What browsers tell of a camera beyond what TypeScript knows. */
export interface Abilities {
  torch?: boolean;
  zoom?: { min: number; max: number };
}

/** One step of zoom: what is written on it, and what the camera is told. */
export interface Step {
  times: number;
  zoom: number;
}

const TIMES = [1, 2, 3];
const FRONT = /front|user|face|selfie|frontal|vorder/i;

/** What a camera offers, as rules: which lenses there are to choose from, which steps of zoom, a light or not. */
export function hasTorch({ torch }: Abilities): boolean {
  return torch === true;
}

/**
 * The steps that the camera can do; none where there is nothing to choose.
 * Cameras count in their own units, some from 100: the least is once, unless it is wider than once.
 */
export function zoomSteps({ zoom }: Abilities): Step[] {
  if (!zoom) return [];
  const once = Math.max(zoom.min, 1);
  const steps = TIMES.map((times) => ({ times, zoom: times * once }));
  const able = steps.filter((step) => step.zoom <= zoom.max);
  return able.length > 1 ? able : [];
}

/** The ids of the cameras to go through, those that look away from the person first. */
export function lensesOf(devices: readonly MediaDeviceInfo[]): string[] {
  const cameras = devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
  const front = cameras.filter(({ label }) => FRONT.test(label));
  const back = cameras.filter((camera) => !front.includes(camera));
  return [...back, ...front].map(({ deviceId }) => deviceId);
}

/** The lens after this one, the first again after the last; nothing where there is no other. */
export function nextLens(lenses: readonly string[], present: string): string | null {
  const next = lenses[(lenses.indexOf(present) + 1) % lenses.length];
  return next && next !== present ? next : null;
}

/** Why there is no camera; a no of the person's is remembered, so that they are asked once. */
export const refusal = signal<Refusal | null>(null);

export function refuse(why: Refusal): void {
  refusal.value = why;
}

/** Ask for the camera again. */
export function askAgain(): void {
  refusal.value = null;
}

/** For another visit: all but a no may have changed by then, and a no in the browser's settings. */
export async function comeBack(): Promise<void> {
  if (refusal.value !== "denied" || (await nowAllowed())) askAgain();
}
