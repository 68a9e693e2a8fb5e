/** "We talked", said by a badge's code: from the camera, typed, or at the badge's own address. */
import { Problem } from "../api/problem";
import { go } from "../route";
import { tell } from "./notice";
import { isMine } from "./session";
import { talkedWith } from "./talks";

const VIBRATION = 60;

/** Say it, and show the talk in place of the view it was said in. */
export async function meet(code: string): Promise<void> {
  if (isMine(code)) throw new Problem("own-badge");
  const met = await talkedWith(code);
  navigator.vibrate?.(VIBRATION);
  go(`/talks/${met.id}`, { replace: true });
  if (met.known) tell({ key: "already-there" });
}
