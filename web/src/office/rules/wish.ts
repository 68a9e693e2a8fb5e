/** How a sheet of badges is wished for: its layout, and what goes with it. */
import { PATHS } from "../api/paths";

export interface Wish {
  layout: string;
  sides: "1" | "2";
  pins: "strip" | "sheet";
  crop_marks: boolean;
}

export interface Card {
  /** In millimetres. */
  width: number;
  height: number;
  columns: number;
  rows: number;
}

/** As `docs/badges.md` has them. */
export const CARDS: Record<string, Card> = {
  a6: { width: 105, height: 148, columns: 1, rows: 1 },
  "a4-4xa6": { width: 105, height: 148, columns: 2, rows: 2 },
  a7: { width: 74, height: 105, columns: 1, rows: 1 },
  "a4-8xa7": { width: 74, height: 105, columns: 4, rows: 2 },
  "54x90": { width: 90, height: 54, columns: 1, rows: 1 },
  "60x90": { width: 90, height: 60, columns: 1, rows: 1 },
  roll62: { width: 62, height: 100, columns: 1, rows: 1 },
  butterfly: { width: 82, height: 203, columns: 1, rows: 1 },
};

export const AS_USUAL: Wish = { layout: "a4-4xa6", sides: "1", pins: "strip", crop_marks: false };
export const ONE_LABEL: Wish = { ...AS_USUAL, layout: "roll62" };

/** A label has one side; a strip that folds has two anyway. */
export function hasSides(layout: string): boolean {
  return layout !== "roll62" && layout !== "butterfly";
}

/** A wish that can be met. */
export function possible(wish: Wish): Wish {
  return hasSides(wish.layout) ? wish : { ...wish, sides: "1" };
}

/** The address of a look at such a sheet. */
export function previewOf(slug: string, wish: Wish): string {
  const query = new URLSearchParams({ ...wish, crop_marks: String(wish.crop_marks) });
  return `${PATHS.badgesPreview.replace("{slug}", slug)}?${query}`;
}
