/** What the server would not take: told by talk, mended, tried again, thrown away and brought back. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openBrowser } from "../../test/browser";
import { signIn } from "../../test/signed-in";
import { type Entry, keyOf, type Operation } from "../rules/operation";
import * as outbox from "../sync/outbox";
import * as store from "../sync/store";
import { calledBy, mend, refusals, throwAway, tryAgain, wordsOf } from "./refused";

openBrowser();
const WRONG = "0123ABCD";
const SCAN: Operation = { op: "scan", id: "s", badge: WRONG, at: "2026-12-05T10:00:00.000Z" };
const NOTE: Operation = {
  op: "reminded_of",
  badge: WRONG,
  text: "the bees",
  at: "2026-12-05T10:01:00.000Z",
};

function entry(operation: Operation, refused: string | null): Entry {
  return { person: "ann", key: keyOf(operation), event: "day", operation, refused };
}

beforeEach(async () => {
  await signIn();
  await outbox.put([entry(SCAN, "unknown-badge"), entry(NOTE, null)]);
  await store.reload();
});

const badges = () =>
  store.entries.value.map(({ operation }) => "badge" in operation && operation.badge);

test("it is told with its reason, under the badge's code while no name is known", () => {
  const [refusal] = refusals.value;
  expect([refusal?.reason, refusal && calledBy(refusal)]).toEqual(["unknown-badge", "0123-ABCD"]);
});

test("with the right code all that was said of the badge moves there, and waits again", async () => {
  await mend(WRONG, "7KQ01MXY");
  expect([badges(), refusals.value]).toEqual([["7KQ01MXY", "7KQ01MXY"], []]);
});

test("tried again it waits as it was", async () => {
  const [refusal] = refusals.value;
  if (refusal) await tryAgain(refusal);
  expect([refusals.value, store.pending.value.length]).toEqual([[], 2]);
});

test("a scan that is thrown away takes along what hangs on it, and brings it back", async () => {
  const [refusal] = refusals.value;
  const undo = refusal && (await throwAway(refusal));
  expect(store.entries.value).toEqual([]);
  await undo?.();
  expect(badges()).toEqual([WRONG, WRONG]);
});

test("what was written can be read in it", () => {
  expect(store.entries.value.map(wordsOf)).toEqual([null, "the bees"]);
});
