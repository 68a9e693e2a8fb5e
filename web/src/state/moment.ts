/** The moment a talk becomes mutual is celebrated once per talk on this phone. */

const KEPT_AS = "wetalked.celebrated";
const REMEMBERED = 500;
/** Milliseconds in which a view that is made anew goes on with the motion of the one before. */
const MOVES_FOR = 1_000;

let begun = { talk: "", at: Number.NEGATIVE_INFINITY };

/** Whether this talk is seen mutual for the first time here; asking makes it seen. */
export function firstSight(talk: string, now = performance.now()): boolean {
  if (begun.talk === talk && now - begun.at < MOVES_FOR) return true;
  const seen: string[] = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
  if (seen.includes(talk)) return false;
  localStorage.setItem(KEPT_AS, JSON.stringify([...seen, talk].slice(-REMEMBERED)));
  begun = { talk, at: now };
  return true;
}
