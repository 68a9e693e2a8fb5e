/** A picture of a few short lines, for the phone's own photos. */

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
