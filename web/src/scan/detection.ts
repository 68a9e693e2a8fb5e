/** What a decoder found in a picture. */

/** A text, and where in the picture its middle lies. */
export interface Detection {
  text: string;
  x: number;
  y: number;
}

/** The texts, the one nearest to the middle first: that is what the camera is pointed at. */
export function nearestFirst(detections: Detection[], side: number): string[] {
  const away = ({ x, y }: Detection) => Math.hypot(x - side / 2, y - side / 2);
  return [...detections].sort((one, other) => away(one) - away(other)).map(({ text }) => text);
}

/** A square within the picture, the side it is drawn at, in pixels, and whether it is sharpened then. */
export interface Area {
  left: number;
  top: number;
  edge: number;
  side: number;
  near: boolean;
}

const SIDE = 720;
const NEAR = 0.5;

/**
 * The area for a turn (0, 1, 2 …). Small codes gain from the nearer look; what lies far from the
 * middle is never looked at, so that no neighbour's badge is read by mistake.
 */
export function areaOf(width: number, height: number, turn: number): Area {
  const near = turn % 2 === 1;
  const square = Math.min(width, height);
  const edge = near ? Math.round(square * NEAR) : square;
  const side = near ? SIDE : Math.min(edge, SIDE);
  return { left: (width - edge) / 2, top: (height - edge) / 2, edge, side, near };
}
