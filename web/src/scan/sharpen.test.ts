/** Sharpening: edges grow, evenness stays. */
import { expect, test } from "vitest";
import { sharpen } from "./sharpen";

/** A grey picture out of rows of values. */
function pictureOf(rows: number[][]): ImageData {
  const data = new Uint8ClampedArray(rows.flat().flatMap((value) => [value, value, value, 255]));
  return { data, width: rows[0]?.length ?? 0, height: rows.length } as ImageData;
}

function valuesOf({ data }: ImageData): number[] {
  return [...data].filter((_, at) => at % 4 === 0);
}

test("an even picture stays as it is, to its corners", () => {
  const picture = pictureOf(Array.from({ length: 7 }, () => Array(12).fill(90)));
  sharpen(picture);
  expect(new Set(valuesOf(picture))).toEqual(new Set([90]));
});

test("beside an edge the dark gets darker and the light lighter, in rows as in columns", () => {
  const row = [...Array(12).fill(100), ...Array(12).fill(140)];
  for (const rows of [
    Array.from({ length: 24 }, () => row),
    row.map((value) => Array(24).fill(value)),
  ]) {
    const picture = pictureOf(rows);
    sharpen(picture);
    const values = valuesOf(picture);
    const [dark, light] = [rows.flat().lastIndexOf(100), rows.flat().indexOf(140)];
    expect(values[dark]).toBeLessThan(90);
    expect(values[light]).toBeGreaterThan(150);
    expect(values[0]).toBe(100);
    expect(values.at(-1)).toBe(140);
  }
});

test("what would leave the scale stays at its end", () => {
  const picture = pictureOf([[0, 0, 0, 0, 0, 255, 255, 255, 255, 255]]);
  sharpen(picture);
  expect(valuesOf(picture)).toEqual([0, 0, 0, 0, 0, 255, 255, 255, 255, 255]);
});
