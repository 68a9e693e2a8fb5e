/** The moment a talk becomes mutual is celebrated once per talk on this phone. */

const KEPT_AS = "wetalked.celebrated";
const REMEMBERED = 500;

/** Whether this talk is seen mutual for the first time here; asking makes it seen. */
export function firstSight(talk: string): boolean {
  const seen: string[] = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
  if (seen.includes(talk)) return false;
  localStorage.setItem(KEPT_AS, JSON.stringify([...seen, talk].slice(-REMEMBERED)));
  return true;
}
