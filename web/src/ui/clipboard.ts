/** Puts text where it can be pasted; not every page and browser may. */
import { Problem } from "../rules/problem";

export async function toClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Problem("no-clipboard");
  }
}
