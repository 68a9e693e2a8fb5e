/** Reads a QR code out of a picture, beside the page so that nothing stutters; the picture stays on the phone. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });

addEventListener("message", async (event: MessageEvent<ImageData>) => {
  postMessage(await read(event.data).catch(() => null));
});

async function read(picture: ImageData): Promise<string | null> {
  const [code] = await readBarcodes(picture, {
    formats: ["QRCode"],
    maxNumberOfSymbols: 1,
    tryInvert: true,
  });
  return code?.text ?? null;
}
