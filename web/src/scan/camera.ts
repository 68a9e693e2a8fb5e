/** The phone's camera: opening it, its torch and its other lens, and pictures out of its middle. */

export type Refusal = "insecure" | "denied" | "none";

/** Why there is no camera. */
export class NoCamera extends Error {
  readonly why: Refusal;

  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

const SIDE = 720;
const WIDE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** The stream of one lens; throws `NoCamera`. */
export async function openCamera(facing: "environment" | "user"): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new NoCamera(isSecureContext ? "none" : "insecure");
  const video = { facingMode: facing, ...WIDE };
  return navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((error: unknown) => {
    const denied = error instanceof DOMException && error.name === "NotAllowedError";
    throw new NoCamera(denied ? "denied" : "none");
  });
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0];
  const able = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  return able?.torch === true;
}

/** Switch the light; a phone that promised one and refuses leaves it as it was. */
export async function light(stream: MediaStream, on: boolean): Promise<boolean> {
  const wish = { advanced: [{ torch: on } as MediaTrackConstraintSet] };
  const done = stream.getVideoTracks()[0]?.applyConstraints(wish);
  return (await done?.then(() => on).catch(() => !on)) ?? false;
}

export async function hasOtherLens(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "videoinput").length > 1;
}

/** The middle square of what the camera sees now, or null before it sees anything. */
export function picture(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const edge = Math.min(video.videoWidth, video.videoHeight);
  if (edge === 0) return null;
  const side = Math.min(edge, SIDE);
  canvas.width = canvas.height = side;
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  const [left, top] = [(video.videoWidth - edge) / 2, (video.videoHeight - edge) / 2];
  paper?.drawImage(video, left, top, edge, edge, 0, 0, side, side);
  return paper?.getImageData(0, 0, side, side) ?? null;
}
