/** Several tabs of one phone, and a network that comes and goes: said once, sent once, shown everywhere. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { liveStream, noNetwork, openBrowser, page, serve, show, tell } from "../../test/browser";
import { Server } from "../../test/server-model";
import { Channel, locks } from "../../test/tabs";
import type { Operation } from "../rules/operation";

const SYNC = "POST /sync";
let server: Server;
let isOnline: boolean;
let sent: Operation[];

beforeEach(() => {
  openBrowser();
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("navigator", { onLine: true });
  Channel.all = [];
  page.visibilityState = "visible";
  [server, isOnline, sent] = [new Server(), true, []];
  serve({
    "GET /api/v1/live": () => (isOnline ? liveStream() : noNetwork()),
    [SYNC]: (body) => {
      if (!isOnline) noNetwork();
      const { operations, since } = body as { operations: Operation[]; since: string | null };
      sent.push(...operations);
      return server.sync(operations, since);
    },
  });
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((tab) => tab.stop()));
  const { erase } = await import("./outbox");
  await erase("ann");
  vi.unstubAllGlobals();
});

type Tab = typeof import("./index");
const opened: Tab[] = [];

/** Each tab has modules of its own, and one disk with all others. */
async function openTab(): Promise<Tab> {
  vi.resetModules();
  const sync = await import("./index");
  opened.push(sync);
  sync.watchBrowser((part) => part());
  await sync.start("ann");
  return sync;
}

const scan = (badge: string) =>
  ({ op: "scan", id: `id ${badge}`, badge, at: new Date().toISOString() }) as const;
const idsIn = (tab: Tab) => [...tab.talks.value.keys()];

test.each([
  ["with locks", locks],
  ["without locks", () => undefined],
])(
  "%s, what is said in one tab stands in all, and one tab sends it, once",
  async (_, given) => {
    vi.stubGlobal("navigator", { onLine: true, locks: given() });
    const [first, second] = [await openTab(), await openTab()];
    isOnline = false;
    await second.record(scan("BADGEbea"));
    expect(idsIn(second)).toEqual(["BADGEbea"]);
    await vi.waitFor(() => expect(idsIn(first)).toEqual(["BADGEbea"]), 8_000);
    isOnline = true;
    tell("online");
    await vi.waitFor(() => expect(idsIn(first)).toEqual(["bea"]), 8_000);
    await vi.waitFor(() => expect(idsIn(second)).toEqual(["bea"]), 8_000);
    expect(sent.map(({ op }) => op)).toEqual(["scan"]);
    expect([first, second].map((tab) => tab.pending.value.length)).toEqual([0, 0]);
  },
  15_000,
);

test("without a network all is kept, said so, and sent when the network is back", async () => {
  const tab = await openTab();
  await vi.waitFor(() => expect(tab.loaded.value).toBe(true), 8_000);
  isOnline = false;
  tell("offline");
  await tab.record(scan("BADGEcid"));
  expect([tab.online.value, tab.pending.value.length]).toEqual([false, 1]);
  isOnline = true;
  tell("online");
  await vi.waitFor(() => expect(tab.pending.value.length).toBe(0), 8_000);
  expect([tab.online.value, idsIn(tab)]).toEqual([true, ["cid"]]);
}, 15_000);

test("a tab that is put away sends what could still be taken back", async () => {
  const tab = await openTab();
  await vi.waitFor(() => expect(tab.loaded.value).toBe(true), 8_000);
  const whenOver = vi.fn();
  const no = { op: "withdraw", talk: "dan", at: new Date().toISOString() } as const;
  await tab.defer(no, {}, whenOver);
  expect(sent).toEqual([]);
  show("hidden");
  await vi.waitFor(() => expect(sent.map(({ op }) => op)).toEqual(["withdraw"]), 8_000);
  expect(whenOver).toHaveBeenCalledOnce();
}, 15_000);

test("whoever signs out leaves nothing on the screen, and what waits stays on the phone", async () => {
  const tab = await openTab();
  isOnline = false;
  await tab.record(scan("BADGEeva"));
  await tab.stop();
  expect(idsIn(tab)).toEqual([]);
  await expect(tab.record(scan("BADGEfay"))).rejects.toThrow("signed-out");
  expect(await tab.holdsWords()).toBe(true);
});
