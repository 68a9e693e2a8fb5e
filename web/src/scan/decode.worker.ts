/** Looks for QR codes in pictures, beside the page so that nothing stutters; no picture leaves the phone. */

import { prepareZXingModule, type ReadResult, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { areaOf, type Detection, nearestFirst } from "./detection";
import { sharpen } from "./sharpen";

/** A picture to look at; turns look at it from near and far. */
export interface Look {
  picture: VideoFrame | ImageBitmap;
  turn: number;
}

/** What was read, the nearest to the middle first; `"ready"` once, before the first look. */
export type Answer = "ready" | string[];

type Read = (picture: ImageData) => Promise<Detection[]>;

/** More codes than this in one picture are not looked for. */
const SEVERAL = 4;

const canvas = new OffscreenCanvas(1, 1);
const paper = canvas.getContext("2d", { willReadFrequently: true });

const reading: Promise<Read> = prepare()
  .then(() => read)
  .catch(async () => (await import("./plain")).read);

reading.then(() => postMessage("ready" satisfies Answer)).catch(reportError);

addEventListener("message", ({ data }: MessageEvent<Look>) => {
  decode(data).catch(reportError);
});

async function decode({ picture, turn }: Look): Promise<void> {
  const seen = cut(picture, turn);
  const detections = seen ? await (await reading)(seen) : [];
  postMessage(nearestFirst(detections, seen?.width ?? 0) satisfies Answer);
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

/** Ready to read; the first look at nothing makes the browser compile what the others need. */
async function prepare(): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  await read(new ImageData(64, 64));
}

async function read(picture: ImageData): Promise<Detection[]> {
  const results = await readBarcodes(picture, {
    formats: ["QRCode"],
    maxNumberOfSymbols: SEVERAL,
    textMode: "Plain",
    tryInvert: true,
  });
  return results.map(detectionOf);
}

function detectionOf({ text, position }: ReadResult): Detection {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  return {
    text,
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  };
}
