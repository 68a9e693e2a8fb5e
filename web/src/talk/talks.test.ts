/** Saying that we talked, and what newly happens to talks. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openBrowser } from "../../test/browser";
import { meAt, signIn, talk } from "../../test/signed-in";
import { dismissNotice, notice } from "../page/notice";
import { go, path } from "../page/route";
import { reconcileWith } from "../sync/outbox";
import * as store from "../sync/store";
import {
  confirm,
  fresh,
  isFreshAt,
  listed,
  mine,
  recordScan,
  target,
  waitingForMe,
  watchTalks,
} from "./talks";

openBrowser();
watchTalks();

beforeEach(async () => {
  store.loaded.value = false;
  await signIn([talk("bea"), talk("cid", "waiting_for_you")]);
  dismissNotice();
  fresh.value = null;
  go("/scan");
});

const operations = () => store.entries.value.map(({ operation }) => operation);

test("a scan is kept at the present event, and its talk shown though nobody has answered yet", async () => {
  await recordScan("0123ABCD");
  expect(operations()).toMatchObject([{ op: "scan", badge: "0123ABCD" }]);
  expect(store.entries.value[0]?.event).toBe("day");
  expect([path.value, isFreshAt("0123ABCD")]).toEqual(["/talks/0123ABCD", true]);
});

test("my own badge is no talk", async () => {
  await expect(recordScan("7kq0-1mxz")).rejects.toMatchObject({ kind: "own-badge" });
  expect(operations()).toEqual([]);
});

test("whoever has left the view meanwhile stays there, and gets a line", async () => {
  const recorded = recordScan("0123ABCD");
  go("/me");
  await recorded;
  expect([path.value, notice.value?.key]).toEqual(["/me", "noted"]);
});

test("a talk that I said yes to already is shown, and said to be known", async () => {
  await recordScan("0123ABCD");
  const answer = {
    results: [{ talk: "bea", status: "applied" as const }],
    talks: null,
    cursor: "",
  };
  await reconcileWith("ann", store.entries.value, answer);
  await store.reload();
  go("/scan");
  await recordScan("0123ABCD");
  expect([path.value, notice.value?.key]).toEqual(["/talks/bea", "already-there"]);
});

test("my yes makes of one who waits one of mine, at once", async () => {
  expect(waitingForMe.value.map(({ id }) => id)).toEqual(["cid"]);
  await confirm("cid");
  expect([waitingForMe.value, mine.value.map(({ id }) => id)]).toMatchObject([[], ["bea", "cid"]]);
  expect(operations()).toMatchObject([{ op: "confirm", talk: "cid" }]);
});

test("a talk is named by its badge until it has an id", () => {
  expect([target("0123ABCD"), target("bea")]).toEqual([{ badge: "0123ABCD" }, { talk: "bea" }]);
});

test("talks of other events are not in the list", () => {
  store.snapshot.value = [talk("bea"), { ...talk("dan"), event: "other" }];
  expect(listed.value.map(({ id }) => id)).toEqual(["bea"]);
});

test("somebody's yes to mine is told, and that somebody new waits; the first list tells nothing", () => {
  expect(notice.value).toBe(null);
  store.snapshot.value = [talk("bea"), talk("eva", "waiting_for_them")];
  store.snapshot.value = [talk("bea"), talk("eva")];
  expect(notice.value?.key).toBe("notice.mutual");
  store.snapshot.value = [talk("fay", "waiting_for_you")];
  expect(notice.value?.key).toBe("notice.waiting");
});

test("in quiet mode nobody is told who waits", async () => {
  await signIn([], meAt({ quiet: true }));
  store.snapshot.value = [talk("fay", "waiting_for_you")];
  expect(notice.value).toBe(null);
});
