/** What is being written outlives a failed save, a reload, and being signed out. */
import { beforeEach, expect, test, vi } from "vitest";

const kept = new Map<string, string>();
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
};
vi.stubGlobal("sessionStorage", storage);
vi.stubGlobal("localStorage", storage);

const draft = await import("./draft");
const FRESH = { name: "The Day" };

beforeEach(() => {
  draft.undoDraft("form");
});

test("a form begins with what there is, and begins anew when that has changed", () => {
  expect(draft.openDraft("form", FRESH).value.now).toEqual(FRESH);
  expect(draft.openDraft("form", { name: "Renamed" }).value.now).toEqual({ name: "Renamed" });
});

test("what was written stays, whatever changes meanwhile", () => {
  draft.write("form", draft.openDraft("form", FRESH), { name: "Mine" });
  const again = draft.openDraft("form", { name: "Theirs" });
  expect(again.value).toEqual({ base: FRESH, now: { name: "Mine" } });
  expect(draft.isChanged(again.value)).toBe(true);
});

test("a page that is loaded anew finds it", async () => {
  draft.write("form", draft.openDraft("form", FRESH), { name: "Mine" });
  vi.resetModules();
  const reloaded = await import("./draft");
  expect(reloaded.openDraft("form", FRESH).value.now).toEqual({ name: "Mine" });
  reloaded.undoDraft("form");
});

test("once it is saved or given up, nothing of it is kept", () => {
  const one = draft.openDraft("form", FRESH);
  draft.write("form", one, { name: "Mine" });
  draft.settleDraft("form");
  expect(one.value).toEqual({ base: { name: "Mine" }, now: { name: "Mine" } });
  draft.write("form", one, { name: "Other" });
  draft.undoDraft("form");
  expect(one.value.now).toEqual({ name: "Mine" });
  expect([...kept.keys()].filter((name) => name.startsWith("wetalked.draft"))).toEqual([]);
});
