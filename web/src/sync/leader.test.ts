/** One tab of many leads, with locks, without, and with locks that are never given. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Channel, locks, neverGiven } from "../../test/tabs";

/** Each tab has modules of its own. */
async function tab() {
  vi.resetModules();
  const { Leader } = await import("./leader");
  const deposed = vi.fn(async () => {});
  const leader = new Leader(() => {}, deposed);
  leader.campaign();
  return leader;
}

const leading = (tabs: { isLeading: boolean }[]) => tabs.filter((one) => one.isLeading).length;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal("BroadcastChannel", Channel);
  Channel.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  ["locks", locks(), 0],
  ["no locks", undefined, 5_000],
  ["locks that are never given", neverGiven, 25_000],
])(
  "with %s one of eight tabs leads, and another when it goes",
  async (_, browserLocks, patience) => {
    vi.stubGlobal("navigator", { locks: browserLocks });
    const tabs: Awaited<ReturnType<typeof tab>>[] = [];
    for (let times = 0; times < 8; times++) tabs.push(await tab());
    for (let left = 8; left > 1; left--) {
      await vi.advanceTimersByTimeAsync(patience + 50);
      expect(leading(tabs)).toBe(1);
      tabs.find((one) => one.isLeading)?.resign();
    }
  },
);

test("a lock that is never given is waited for ten seconds and no longer", async () => {
  vi.stubGlobal("navigator", { locks: neverGiven });
  const only = await tab();
  await vi.advanceTimersByTimeAsync(9_000);
  expect(only.isLeading).toBe(false);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(only.isLeading).toBe(true);
});

test("a tab that waits for its turn leads by no clock while another says that it does", async () => {
  vi.stubGlobal("navigator", { locks: locks() });
  const tabs = [await tab(), await tab()];
  await vi.advanceTimersByTimeAsync(600_000);
  expect(tabs.map((one) => one.isLeading)).toEqual([true, false]);
});
