/** A no that can still be taken back: hidden here, sent later, and gone without a trace when it is. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Server } from "../../test/server-model";
import { type Entry, keyOf, LONGEST_DEFERRAL, type Operation } from "../rules/operation";
import { correctBy } from "../storage/clock";
import { mergePending } from "./merge-pending";
import { cancel, commit, contents, defer, erase, put } from "./outbox";
import { drain, untilDue } from "./send";

const [ME, SOMEBODY] = ["me", "somebody"];
let server: Server;
/** By the server's clock. */
let time = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T12:00:00Z"), toFake: ["Date"] });
  time = Date.now();
  correctBy(new Date(time).toUTCString());
  server = new Server();
});
afterEach(async () => {
  vi.useRealTimers();
  await erase(ME);
  await erase(SOMEBODY);
});

function said(operation: Operation, more: Partial<Entry> = {}): Entry {
  return { person: ME, key: keyOf(operation), event: "day", operation, refused: null, ...more };
}

function later(milliseconds: number): string {
  time += milliseconds;
  vi.setSystemTime(Date.now() + milliseconds);
  return new Date().toISOString();
}

function send(person = ME): Promise<void> {
  return drain(
    person,
    async (_, operations, since) => {
      correctBy(new Date(time).toUTCString());
      return server.sync(operations, since);
    },
    async () => {},
  );
}

async function shown() {
  const { snapshot, entries } = await contents(ME);
  return mergePending(snapshot?.talks ?? [], entries, new Map([["BADGEa", "a"]]));
}

/** A talk with a note, both with the server; then my no, held. */
async function heldNo(more: Partial<Entry> = {}): Promise<Entry> {
  const badge = "BADGEa";
  await put([said({ op: "scan", id: "1", badge, at: later(1) })]);
  await put([said({ op: "reminded_of", badge, text: "bees", at: later(1) })]);
  await send();
  const no = said({ op: "withdraw", badge, at: later(1) }, { ...more });
  const held = { ...no, notBefore: Date.now() + LONGEST_DEFERRAL };
  await put([held]);
  return held;
}

test("a held no is not sent, and hides its talk", async () => {
  await heldNo();
  await send();
  expect(server.talks().length).toBe(1);
  expect(await shown()).toEqual([]);
  expect(await untilDue(ME)).toBe(LONGEST_DEFERRAL);
});

test("taken back in time, talk and notes are as before, here and there", async () => {
  const no = await heldNo();
  await send();
  expect(await cancel(no)).toBe(true);
  await send();
  expect((await shown()).map((talk) => talk.reminded_of)).toEqual(["bees"]);
  expect(server.talks().map((talk) => talk.reminded_of)).toEqual(["bees"]);
  expect(await cancel(no)).toBe(false);
});

test("what is taken back before it was sent stays here until that is certain", async () => {
  const badge = "BADGEa";
  await put([said({ op: "scan", id: "1", badge, at: later(1) })]);
  const no = said({ op: "withdraw", badge, at: later(1) });
  await put([{ ...no, notBefore: Date.now() + LONGEST_DEFERRAL }]);
  const other = said({ op: "scan", id: "2", badge: "BADGEb", at: later(1) });
  await put([other]);
  await send();
  expect(server.talks().map((talk) => talk.id)).toEqual(["b"]);
  expect(await untilDue(ME)).toBe(LONGEST_DEFERRAL - 1);
  await cancel(no);
  await send();
  expect(server.talks().map((talk) => talk.id)).toEqual(["a", "b"]);
});

test("let go, or held by nobody any more, it is sent", async () => {
  await commit(await heldNo());
  await send();
  expect(server.talks()).toEqual([]);

  await heldNo();
  later(LONGEST_DEFERRAL + 1);
  await send();
  expect(server.talks()).toEqual([]);
});

test("it is held as long as somebody holds it, and cannot be held again once it may go", async () => {
  const no = await heldNo();
  for (let times = 0; times < 5; times++) {
    later(LONGEST_DEFERRAL / 2);
    expect(await defer(no, Date.now() + LONGEST_DEFERRAL)).toBe(true);
  }
  await send();
  expect(server.talks().length).toBe(1);
  later(LONGEST_DEFERRAL + 1);
  expect(await defer(no, Date.now() + LONGEST_DEFERRAL)).toBe(false);
  expect(await cancel(no)).toBe(false);
});

test("a clock that was set back a day holds nothing for a day", async () => {
  await heldNo();
  vi.setSystemTime(Date.now() - 86_400_000);
  await send();
  expect(server.talks()).toEqual([]);
});

test("what somebody else left held hurries nothing of mine, and is not sent for them", async () => {
  const left = said({ op: "withdraw", talk: "b", at: later(1) }, { person: SOMEBODY });
  await put([{ ...left, notBefore: Date.now() - 1 }]);
  await heldNo();
  await send();
  expect(server.talks().length).toBe(1);
  expect((await contents(SOMEBODY)).entries.length).toBe(1);
});

test("a refused note is not thrown away by a no that may still be taken back", async () => {
  const badge = "BADGEunknown";
  await put([said({ op: "reminded_of", badge, text: "bees", at: later(1) })]);
  const no = said({ op: "withdraw", badge, at: later(1) });
  await drain(
    ME,
    async (_, operations, since) => {
      await put([{ ...no, notBefore: Date.now() + LONGEST_DEFERRAL }]);
      return server.sync(operations, since);
    },
    async () => {},
  );
  const { entries } = await contents(ME);
  expect(entries.map((one) => [one.operation.op, one.refused])).toEqual([
    ["reminded_of", "unknown-badge"],
    ["withdraw", null],
  ]);
});
