/** Which places' badges are known here. */
import { me } from "../sign-in/session";
import { readScanned } from "./address";

/** Whether a badge's place is this server, as the app or my own badges name it. */
export function isFromHere(place: string): boolean {
  const mine = me.value?.participations.map(({ badge }) => readScanned(badge?.url ?? "")?.place);
  return place === location.host || (mine ?? []).includes(place);
}
