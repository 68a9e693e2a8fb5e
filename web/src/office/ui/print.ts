/** Printing a PDF from a page: it is opened in a frame that nobody sees, and goes to the printer. */
import { download } from "../../ui/hand-over";

/** How long a printer's window may stay open before its file goes, in milliseconds. */
const KEPT = 600_000;

let frame: HTMLIFrameElement | null = null;

/** A browser that cannot print what is in a frame gets the file to print itself. */
export async function print(file: File): Promise<void> {
  if (!navigator.pdfViewerEnabled) return download(file);
  const url = URL.createObjectURL(file);
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
  frame?.remove();
  frame = document.createElement("iframe");
  frame.className = "hidden";
  frame.title = file.name;
  frame.tabIndex = -1;
  frame.src = url;
  const loaded = new Promise((resolve) => frame?.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  try {
    frame.contentWindow?.print();
  } catch {
    download(file); // some browsers keep their viewer to themselves
  }
}
