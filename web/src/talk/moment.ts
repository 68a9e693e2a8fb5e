/** The moment a talk becomes mutual is celebrated once per talk on this phone. */
import { isTexts, local } from "../storage/web-storage";

const KEPT_AS = "wetalked.celebrated";
const REMEMBERED = 500;

/** Whether this talk is seen mutual for the first time here; asking makes it seen. */
export function firstSight(talk: string): boolean {
  const seen = local.read(KEPT_AS, isTexts) ?? [];
  if (seen.includes(talk)) return false;
  local.write(KEPT_AS, [...seen, talk].slice(-REMEMBERED));
  return true;
}
