/** What keeps a page from being loaded anew. */
import { signal } from "@preact/signals";
import { expect, test, vi } from "vitest";
import { path } from "./route";
import { stay, stayWhile, unsaved, watchTyping } from "./unsaved";

const typed = new EventTarget();
vi.stubGlobal("document", typed);

watchTyping();

test("a page stays while something is under way, and while a list is being brought in", () => {
  expect(unsaved.value).toBe(false);
  const leave = stay();
  const other = stay();
  leave();
  expect(unsaved.value).toBe(true);
  other();
  expect(unsaved.value).toBe(false);
  const list = signal<string | null>(null);
  stayWhile(() => list.value !== null);
  expect(unsaved.value).toBe(false);
  list.value = "guests.csv";
  expect(unsaved.value).toBe(true);
  list.value = null;
  expect(unsaved.value).toBe(false);
});

test("what was typed counts until another view is opened", () => {
  typed.dispatchEvent(new Event("input"));
  expect(unsaved.value).toBe(true);
  path.value = "/talks";
  expect(unsaved.value).toBe(false);
});
