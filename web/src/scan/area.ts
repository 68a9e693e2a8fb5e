/** Which part of a picture is looked at: by turns its middle square, and the middle of that, larger and sharper. */

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
