/** Looks for QR codes in pictures, beside the page so that nothing stutters; no picture leaves the phone. */
import { areaOf } from "./area";
import { sharpen } from "./sharpen";
import { nearestFirst, type Sight } from "./sight";
import { prepare, read } from "./zxing";

/** A picture to look at; turns look at it from near and far. */
export interface Look {
  picture: VideoFrame | ImageBitmap;
  turn: number;
}

/** What was read, the nearest to the middle first; `"ready"` once, before the first look. */
export type Told = "ready" | string[];

type Read = (picture: ImageData) => Promise<Sight[]>;

const canvas = new OffscreenCanvas(1, 1);
const paper = canvas.getContext("2d", { willReadFrequently: true });

const reading: Promise<Read> = prepare()
  .then(() => read)
  .catch(async () => (await import("./plain")).read);

reading.then(() => postMessage("ready" satisfies Told)).catch(reportError);

addEventListener("message", ({ data }: MessageEvent<Look>) => {
  look(data).catch(reportError);
});

async function look({ picture, turn }: Look): Promise<void> {
  const seen = cut(picture, turn);
  const sights = seen ? await (await reading)(seen) : [];
  postMessage(nearestFirst(sights, seen?.width ?? 0) satisfies Told);
}

/** The part of the picture that this turn looks at. */
function cut(picture: Look["picture"], turn: number): ImageData | null {
  const { left, top, edge, side, near } = areaOf(...sizeOf(picture), turn);
  if (!paper || side === 0) return null;
  canvas.width = canvas.height = side;
  paper.imageSmoothingQuality = "high"; // a new size has reset it
  paper.drawImage(picture, left, top, edge, edge, 0, 0, side, side);
  picture.close();
  const seen = paper.getImageData(0, 0, side, side);
  if (near) sharpen(seen);
  return seen;
}

function sizeOf(picture: Look["picture"]): [number, number] {
  if ("displayWidth" in picture) return [picture.displayWidth, picture.displayHeight];
  return [picture.width, picture.height];
}
