/** The phone's memory, in browsers that lose it, refuse it, or never answer. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../rules/problem";
import { close, memory, storing } from "./idb";

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await close().catch(() => {});
});

const keep = (value: string) => storing(async () => (await memory()).put("answers", value, "x"));
const look = () => storing(async () => (await memory()).get("answers", "x"));
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (fault) => (fault instanceof Problem ? fault.kind : String(fault)),
  );

function refuses(name: string): void {
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("no", name);
  });
}

test("a connection that was closed without a word is opened anew", async () => {
  await keep("first");
  (await memory()).close();
  await keep("second");
  expect(await look()).toBe("second");
});

test("one that dies while something is written is opened anew, and it is written", async () => {
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(() => {
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  });
  await keep("third");
  expect(await look()).toBe("third");
});

test("a fault that stays is told as what it is", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const broken = (name: string) =>
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("no", name);
    });
  broken("QuotaExceededError");
  expect(await kindOf(keep("x"))).toBe("storage-full");
  broken("UnknownError");
  expect(await kindOf(keep("x"))).toBe("storage-broken");
});

test.each([
  ["VersionError", "storage-newer"],
  ["QuotaExceededError", "storage-full"],
  ["SecurityError", "no-storage"],
  ["InvalidStateError", "no-storage"],
])("a browser that does not open it for %s says %s", async (name, kind) => {
  refuses(name);
  expect(await kindOf(keep("x"))).toBe(kind);
});

test("without any IndexedDB it is said as in a private window", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  vi.stubGlobal("indexedDB", undefined);
  expect(await kindOf(keep("x"))).toBe("no-storage");
  vi.unstubAllGlobals();
});

test("one that does not open is told after a while, and at once from then on", async () => {
  vi.useFakeTimers();
  const never = Object.create(IDBOpenDBRequest.prototype, {
    addEventListener: { value: () => {} },
  });
  vi.spyOn(indexedDB, "open").mockReturnValue(never);
  vi.resetModules(); // it would be waited for after this test, too
  const { memory, storing } = await import("./idb");
  const keep = () => storing(async () => (await memory()).put("answers", "x", "x"));
  const first = keep().catch(String);
  await vi.advanceTimersByTimeAsync(3_100);
  expect(await first).toMatch("storage-silent");
  const second = keep().catch(String);
  await vi.advanceTimersByTimeAsync(1);
  expect(await second).toMatch("storage-silent");
});
