/** A block goes out before the list is asked for, so that everybody's other events follow at once. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";

/** Relative to the page, as in a browser. */
class PageRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input instanceof Request ? input : new URL(String(input), "https://talk.example"), init);
  }
}

vi.stubGlobal("Request", PageRequest);

const { drain } = await import("./drain");
const { send } = await import("./transport");
const { changeSnapshot, contents, erase, put } = await import("./outbox");
const { keyOf } = await import("../rules/operation");
const { correctBy } = await import("../storage/clock");

const ME = "me";
const NOTHING_OF_BEA = [{ id: "cid-b" }];
const ALL = [{ id: "bea-a" }, { id: "bea-b" }, ...NOTHING_OF_BEA];

afterEach(() => erase(ME));

test("once a block is sent, the talks with that person at other events are gone too", async () => {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async ({ url, headers }: Request) => {
    calls.push(new URL(url).pathname.replace("/api/v1", ""));
    if (url.endsWith("/block")) return new Response(null, { status: 204 });
    const talks = calls.includes("/talks/bea-a/block") ? NOTHING_OF_BEA : ALL;
    expect(headers.get("content-type")).toBe("application/json");
    return Response.json({ results: [], talks, cursor: "new" });
  });
  correctBy(new Date().toUTCString());
  await changeSnapshot(ME, () => ALL as never);
  const operation = { op: "block", talk: "bea-a", at: "2026-12-05T10:00:00Z" } as const;
  await put([{ person: ME, key: keyOf(operation), event: "a", operation, refused: null }]);
  await drain(ME, send, async () => {});
  expect(calls).toEqual(["/talks/bea-a/block", "/sync"]);
  const { snapshot, entries } = await contents(ME);
  expect([snapshot?.talks, entries]).toEqual([NOTHING_OF_BEA, []]);
});
