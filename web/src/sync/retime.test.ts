/** A phone whose clock is wrong: what it says in one order arrives in that order, and never later than now. */
import "fake-indexeddb/auto";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { Server } from "../../test/server-model";
import { type Entry, inOrder, keyOf, type Operation } from "../rules/operation";
import { correctBy, isOffsetKnown, monotonicNow, reopen } from "../storage/clock";
import { contents, erase, put } from "./outbox";
import { retimed } from "./retime";
import { drain } from "./send";

const SEED = 20_261_127;
const ME = "me";
const DAY = 86_400_000;
const TEN_MINUTES = 600_000;
/** By the server's clock. */
const NOON = Date.parse("2026-11-28T12:00:00Z");

afterEach(async () => {
  vi.useRealTimers();
  await erase(ME);
});

function entryOf(operation: Operation, more: Partial<Entry> = {}): Entry {
  return { person: ME, key: keyOf(operation), event: "day", operation, refused: null, ...more };
}

function wordAt(at: number, more: Partial<Entry> = {}): Entry {
  return entryOf({ op: "confirm", badge: "BADGEa", at: new Date(at).toISOString() }, more);
}

const times = fc.uniqueArray(
  fc.record({ at: fc.integer({ min: NOON - DAY, max: NOON + 2 * DAY }), sure: fc.boolean() }),
  { maxLength: 20, selector: ({ at }) => at },
);

test("times keep their order, rise strictly and are never later than now, whatever the clock was", () => {
  fc.assert(
    fc.property(times, fc.integer({ min: -2 * DAY, max: 2 * DAY }), (given, offset) => {
      const entries = inOrder(
        given.map(({ at, sure }) => wordAt(at, sure ? {} : { uncorrected: at - offset / 2 })),
      );
      const changed = new Map(retimed(entries, offset, NOON).map((entry) => [entry.key, entry]));
      const after = entries.map((entry) => changed.get(entry.key) ?? entry);
      const told = after.map((entry) => Date.parse(entry.operation.at));
      for (const [place, at] of told.entries()) {
        expect(at).toBeLessThanOrEqual(NOON);
        if (place > 0) expect(at).toBeGreaterThan(told[place - 1] as number);
      }
      expect(after.every((entry) => entry.uncorrected === undefined)).toBe(true);
      expect(retimed(after, offset, NOON)).toEqual([]);
    }),
    { numRuns: 300, seed: SEED },
  );
});

/** The server as its contract says: more than ten minutes ahead is set to its own time. */
class StrictServer extends Server {
  override sync(operations: readonly Operation[], since: string | null) {
    const [now, limit] = [NOON + DAY, NOON + DAY + TEN_MINUTES];
    const clamped = operations.map((one) =>
      Date.parse(one.at) > limit ? { ...one, at: new Date(now).toISOString() } : one,
    );
    return super.sync(clamped, since);
  }
}

const word = fc.constantFrom("scan", "withdraw", "restart");

test("a phone with a wrong clock, restarted without a network, ends with its last word", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: -3 * DAY, max: 3 * DAY }),
        async (words, ahead) => {
          reopen();
          vi.useFakeTimers({ now: NOON + DAY - 60_000 + ahead, toFake: ["Date"] });
          for (const one of words) await say(one);
          const last = words.filter((one) => one !== "restart").at(-1);
          vi.setSystemTime(NOON + DAY + ahead);
          const server = new StrictServer();
          await drain(
            ME,
            async (_, operations, since) => answer(server, operations, since),
            nothing,
          );
          expect(server.talks().length).toBe(last === "scan" ? 1 : 0);
          expect((await contents(ME)).entries).toEqual([]);
          vi.useRealTimers();
        },
      )
      .afterEach(() => erase(ME)),
    { numRuns: 100, seed: SEED },
  );
}, 60_000);

async function say(one: "scan" | "withdraw" | "restart"): Promise<void> {
  if (one === "restart") return reopen();
  vi.setSystemTime(Date.now() + 1_000);
  const at = new Date(monotonicNow()).toISOString();
  const badge = "BADGEa";
  const operation: Operation =
    one === "scan" ? { op: one, id: at, badge, at } : { op: one, badge, at };
  await put([entryOf(operation, isOffsetKnown() ? {} : { uncorrected: Date.now() })]);
}

/** Every answer tells the server's time. */
function answer(server: Server, operations: readonly Operation[], since: string | null) {
  correctBy(new Date(NOON + DAY).toUTCString());
  return server.sync(operations, since);
}

async function nothing(): Promise<void> {}
