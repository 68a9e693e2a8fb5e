/** Notes: each a whole value, kept with every letter; taken away, changed and brought back. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openBrowser } from "../../test/browser";
import { signIn, talk } from "../../test/signed-in";
import { notice } from "../page/notice";
import * as store from "../sync/store";
import { writePromise, writeQuestion, writeRemindedOf } from "./notes";
import { talkAt } from "./talks";
import { dropPromise, setState } from "./undo";

openBrowser();
beforeEach(() => signIn([talk("bea")]));

const operations = () => store.entries.value.map(({ operation }) => operation);
const promises = () => talkAt("bea")?.promises ?? [];

test("what is typed builds on what was typed before, and one entry holds it", async () => {
  await writeQuestion("bea", "q", { text: "What moves you" });
  await writeQuestion("bea", "q", { text: "What moves you?", answer: " music " });
  expect(operations()).toMatchObject([
    { op: "question", text: "What moves you?", answer: "music" },
  ]);
  expect(talkAt("bea")?.questions).toMatchObject([{ answer: "music", unsent: true }]);
});

test("two fields that are written at the same time both stay", async () => {
  const first = writePromise("bea", "p", { text: "send the book" });
  const second = writePromise("bea", "p", { due: "2026-12-24" });
  await Promise.all([first, second]);
  expect(promises()).toMatchObject([{ text: "send the book", due: "2026-12-24", state: "open" }]);
});

test("an empty text takes the note away, and nothing of it comes back by another field", async () => {
  await writePromise("bea", "p", { text: "send the book", due: "2026-12-24" });
  await writePromise("bea", "p", { text: "  " });
  expect(promises()).toEqual([]);
  await writePromise("bea", "p", { state: "kept" });
  expect(promises()).toEqual([]);
});

test("what it reminded me of is one value, and can be taken back", async () => {
  await writeRemindedOf("bea", "the bees");
  await writeRemindedOf("bea", "");
  expect(operations()).toMatchObject([{ op: "reminded_of", text: null }]);
});

test("a promise that was dropped comes back whole", async () => {
  await writePromise("bea", "p", { text: "send the book", due: "2026-12-24", state: "kept" });
  const [promise] = promises();
  if (promise) await dropPromise("bea", promise);
  expect([promises(), notice.value?.key]).toEqual([[], "note.removed"]);
  await notice.value?.act?.do();
  expect(promises()).toMatchObject([{ text: "send the book", due: "2026-12-24", state: "kept" }]);
});

test("a state that was chosen can be taken back", async () => {
  await writePromise("bea", "p", { text: "send the book" });
  const [promise] = promises();
  if (promise) await setState("bea", promise, "let_go");
  expect(promises()[0]?.state).toBe("let_go");
  await notice.value?.act?.do();
  expect(promises()[0]?.state).toBe("open");
});
