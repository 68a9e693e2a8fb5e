/** My no: hidden at once, undone as long as its line stands, sent once the line is gone. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { openBrowser } from "../../test/browser";
import { signIn, talk } from "../../test/signed-in";
import { dismissNotice, notice } from "../page/notice";
import * as store from "../sync/store";
import { sayNo } from "./no";
import { talkAt } from "./talks";

openBrowser();
const bea = talk("bea");
beforeEach(() => signIn([bea]));

const waiting = () => store.entries.value.map(({ notBefore }) => notBefore !== undefined);

test("a no hides the talk while it can be undone", async () => {
  await sayNo(bea, "withdraw", "taken-back", "Bea");
  expect([talkAt("bea"), waiting(), notice.value?.key]).toEqual([undefined, [true], "taken-back"]);
  dismissNotice();
});

test("undone, the talk is as it was, and nothing is sent", async () => {
  await sayNo(bea, "block", "blocked", "Bea");
  await notice.value?.act?.do();
  expect([talkAt("bea")?.id, store.entries.value]).toEqual(["bea", []]);
  dismissNotice();
});

test("once its line is gone it may be sent, and is not undone any more", async () => {
  await sayNo(bea, "withdraw", "taken-back", "Bea");
  const undo = notice.value?.act?.do;
  dismissNotice();
  await vi.waitFor(() => expect(waiting()).toEqual([false]));
  await expect(undo?.()).rejects.toMatchObject({ kind: "too-late" });
});

test("a second no lets the first one go", async () => {
  await sayNo(bea, "withdraw", "taken-back", "Bea");
  await sayNo(talk("cid"), "withdraw", "taken-back", "Cid");
  await vi.waitFor(() => expect(waiting()).toEqual([false, true]));
  dismissNotice();
});
