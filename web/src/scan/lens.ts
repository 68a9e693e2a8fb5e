/** What a camera offers, as rules: which lenses there are to choose from, which steps of zoom, a light or not. */

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
