/** A block goes out before the list is asked for, so that everybody's other events follow at once. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { keyOf } from "../rules/operation";
import { correctBy } from "../storage/clock";
import { changeSnapshot, contents, erase, put } from "./outbox";
import { drain, request } from "./send";

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
  await drain(ME, request, async () => {});
  expect(calls).toEqual(["/talks/bea-a/block", "/sync"]);
  const { snapshot, entries } = await contents(ME);
  expect([snapshot?.talks, entries]).toEqual([NOTHING_OF_BEA, []]);
});
