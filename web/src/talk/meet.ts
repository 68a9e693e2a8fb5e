/** "We talked", said by a badge's code: from the camera, typed, or at the badge's own address. */

import { problemKey } from "../i18n/text";
import { tell } from "../page/notice";
import { go, hasLeft } from "../page/route";
import { asProblem, Problem } from "../rules/problem";
import { isMine } from "../sign-in/session";
import { talkAt, talkedWith } from "./talks";

const VIBRATION = 60;

/**
 * Say it, and show the talk in place of the view it was said in; whoever has left that view
 * meanwhile stays where they are, and gets a line.
 */
export async function meet(code: string): Promise<void> {
  if (isMine(code)) throw new Problem("own-badge");
  const left = hasLeft();
  const met = await talkedWith(code).catch((thrown: unknown) => {
    if (!left()) throw thrown;
    tell({ key: problemKey(asProblem(thrown)) });
  });
  if (!met) return;
  navigator.vibrate?.(VIBRATION);
  const href = `/talks/${met.id}`;
  if (left()) return tellNoted(met.id, href);
  go(href, { replace: true });
  if (met.known) tell({ key: "already-there" });
}

function tellNoted(id: string, href: string): undefined {
  const name = talkAt(id)?.with.name ?? "";
  tell({ key: "noted", values: { name }, link: { href, key: "notice.look" } });
}
