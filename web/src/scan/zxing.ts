/** Reads QR codes with zxing-cpp, built as WebAssembly and served from here. */
import { prepareZXingModule, type ReadResult, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Sight } from "./sight";

const SEVERAL = 4;

/** Ready to read; the first look at nothing makes the browser compile what the others need. */
export async function prepare(): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  await read(new ImageData(64, 64));
}

export async function read(picture: ImageData): Promise<Sight[]> {
  const found = await readBarcodes(picture, {
    formats: ["QRCode"],
    maxNumberOfSymbols: SEVERAL,
    textMode: "Plain",
    tryInvert: true,
  });
  return found.map(sightOf);
}

function sightOf({ text, position }: ReadResult): Sight {
  const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
  return {
    text,
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  };
}
