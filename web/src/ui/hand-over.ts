/** Handing a file to the phone: by its share sheet where a download leads nowhere, else as a download. */
import { Problem } from "../rules/problem";

/** To be called in answer to a tap, as sharing must be. */
export async function handOver(file: File): Promise<void> {
  if (mustShare(file)) await share(file);
  else download(file);
}

/** Whether the file must be shared: an app installed on iOS has no downloads, and no way back from them. */
export function mustShare(file: File): boolean {
  const installedOnIos = "standalone" in navigator && navigator.standalone === true;
  return installedOnIos && (navigator.canShare?.({ files: [file] }) ?? false);
}

/** Open the share sheet; must follow a tap. Turning it away is no problem. */
export async function share(file: File): Promise<void> {
  await navigator.share({ files: [file] }).catch((fault: unknown) => {
    if (!(fault instanceof DOMException && fault.name === "AbortError")) throw fault;
  });
}

export function download(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Puts text where it can be pasted; not every page and browser may. */
export async function toClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Problem("no-clipboard");
  }
}

const SIDE = 1080;
const LINE = 150;
const SMALL = "48px system-ui, sans-serif";
const LARGE = "600 112px ui-monospace, monospace";

/** Labels and codes by turns, dark on white whatever the phone's colours are. */
export async function picture(name: string, lines: readonly string[]): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.fillStyle = "#111";
  pen.textAlign = "center";
  lines.forEach((line, place) => {
    pen.font = place % 2 ? LARGE : SMALL;
    pen.fillText(line, SIDE / 2, 300 + place * LINE, SIDE - 80);
  });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("no picture");
  return new File([blob], name, { type: "image/png" });
}
