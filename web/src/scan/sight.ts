/** What a decoder found in a picture. */

/** A text, and where in the picture its middle lies. */
export interface Sight {
  text: string;
  x: number;
  y: number;
}

/** The texts, the one nearest to the middle first: that is what the camera is pointed at. */
export function nearestFirst(sights: Sight[], side: number): string[] {
  const away = ({ x, y }: Sight) => Math.hypot(x - side / 2, y - side / 2);
  return [...sights].sort((one, other) => away(one) - away(other)).map(({ text }) => text);
}
