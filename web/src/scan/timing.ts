/** Marks on the browser's own time line, for whoever measures how long a scan takes. */

export const FRAME_TAKEN = "scan: frame taken";
export const CODE_READ = "scan: code read";
export const NAME_ON_SCREEN = "scan: name on screen";

/** Note a moment; `at` is on the scale of `performance.now()`. */
export function mark(name: string, at: number = performance.now()): void {
  performance.mark(name, { startTime: at });
}

/** Do something once what was changed just now has been painted. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
