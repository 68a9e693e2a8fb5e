/** When phones listen and sync: spread after a restart, patient where asked, once for each wake. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_NETWORK, Problem } from "../rules/problem";
import { Schedule, type Work } from "./schedule";

const BUSY = new Problem("busy", 503, "", 30);
const UNREACHABLE = new Problem(NO_NETWORK);

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** The server as phones meet it: it can be away, or refuse. */
class Hall {
  isUp = true;
  refusal: Problem | null = null;
  helloAfter = 20;
  readonly listened: number[] = [];
  readonly synced: number[] = [];
  private readonly streams = new Set<() => void>();

  restart(away: number): void {
    this.isUp = false;
    for (const end of this.streams) end();
    setTimeout(() => (this.isUp = true), away);
  }

  closeStreams(): void {
    for (const end of this.streams) end();
  }

  work(): Work & { due: number | null; tries: (Problem | null)[] } {
    const hall = this;
    return {
      due: null,
      tries: [],
      async sync() {
        if (!hall.isUp) throw UNREACHABLE;
        hall.synced.push(Date.now());
        if (hall.refusal) throw hall.refusal;
        if (this.due === 0) this.due = null;
      },
      async untilDue() {
        return this.due;
      },
      tried(failed) {
        this.tries.push(failed);
      },
      async listen(hello, retry, left) {
        if (!hall.isUp) throw UNREACHABLE;
        hall.listened.push(Date.now());
        await new Promise<void>((end) => {
          hall.streams.add(end);
          left.addEventListener("abort", () => end());
          setTimeout(() => {
            retry(1_000 + Math.random() * 9_000);
            hello();
          }, hall.helloAfter);
        });
      },
    };
  }
}

function spreadOf(times: readonly number[]): number {
  return Math.max(...times) - Math.min(...times);
}

test("after a server's restart eight phones come back over seconds, and each syncs once", async () => {
  const hall = new Hall();
  const phones = Array.from({ length: 8 }, () => new Schedule(hall.work()));
  for (const phone of phones) phone.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([hall.listened.length, hall.synced.length]).toEqual([8, 8]);
  hall.listened.length = hall.synced.length = 0;
  hall.restart(500);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([hall.listened.length, hall.synced.length]).toEqual([8, 8]);
  expect(spreadOf(hall.listened)).toBeGreaterThan(2_000);
  expect(spreadOf(hall.synced)).toBeGreaterThan(2_000);
});

test("while the server stays away, tries become seldom and no two phones keep step", async () => {
  const hall = new Hall();
  hall.isUp = false;
  const works = Array.from({ length: 20 }, () => hall.work());
  for (const work of works) new Schedule(work).wake();
  const triesIn = async (milliseconds: number) => {
    for (const { tries } of works) tries.length = 0;
    await vi.advanceTimersByTimeAsync(milliseconds);
    return works.reduce((all, { tries }) => all + tries.length, 0);
  };
  const first = await triesIn(30_000);
  await triesIn(300_000);
  const later = await triesIn(30_000);
  expect(later).toBeLessThan(first / 3);
  hall.isUp = true;
  await vi.advanceTimersByTimeAsync(240_000);
  expect(spreadOf(hall.listened)).toBeGreaterThan(10_000);
});

test("nobody comes back before the time that the server asked for, whatever is said or typed, and not all at once", async () => {
  const hall = new Hall();
  hall.refusal = BUSY;
  const phones = Array.from({ length: 8 }, () => new Schedule(hall.work()));
  for (const phone of phones) phone.wake();
  await vi.advanceTimersByTimeAsync(100);
  expect(hall.synced.length).toBe(8);
  hall.synced.length = 0;
  hall.refusal = null;
  for (let second = 1; second < 30; second++) {
    for (const phone of phones) phone.want(second % 2 ? "typing" : "now");
    for (const phone of phones) phone.wake();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(hall.synced).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hall.synced.length).toBe(8);
  expect(spreadOf(hall.synced)).toBeGreaterThan(2_000);
});

test("letters hurry no try that has to wait, and a word does", async () => {
  const hall = new Hall();
  const work = hall.work();
  const phone = new Schedule(work, () => 1);
  phone.wake();
  await vi.advanceTimersByTimeAsync(100);
  hall.refusal = new Problem("server", 500);
  for (let times = 0; times < 5; times++) {
    phone.want("now");
    await vi.advanceTimersByTimeAsync(10);
  }
  const before = hall.synced.length;
  phone.want("typing");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(hall.synced.length).toBe(before);
  phone.want("now");
  await vi.advanceTimersByTimeAsync(10);
  expect(hall.synced.length).toBe(before + 1);
});

test("what a browser tells of one coming back is one wake: one stream, one sync", async () => {
  const hall = new Hall();
  const phone = new Schedule(hall.work());
  for (let times = 0; times < 3; times++) {
    phone.wake();
    phone.want("now");
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect([hall.listened.length, hall.synced.length]).toEqual([1, 1]);
});

test("a stream that never says hello holds nothing back", async () => {
  const hall = new Hall();
  hall.helloAfter = 1e9;
  new Schedule(hall.work()).wake();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(hall.synced.length).toBe(1);
});

test("a phone whose stream the server closes again and again comes back ever more seldom", async () => {
  const hall = new Hall();
  new Schedule(hall.work()).wake();
  await vi.advanceTimersByTimeAsync(100);
  const pauses: number[] = [];
  for (let times = 1; times <= 5; times++) {
    const closed = Date.now();
    hall.closeStreams();
    while (hall.listened.length === times) await vi.advanceTimersByTimeAsync(100);
    pauses.push(Date.now() - closed);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(Math.min(...pauses)).toBeGreaterThan(900);
  expect(pauses.at(-1)).toBeGreaterThan(15_000);
});

test("a sentence is sent once its typing rests", async () => {
  const hall = new Hall();
  const phone = new Schedule(hall.work());
  phone.wake();
  await vi.advanceTimersByTimeAsync(10_000);
  for (let letter = 0; letter < 40; letter++) {
    phone.want("typing");
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(hall.synced.length).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(hall.synced.length).toBe(2);
});

test("what is held is sent when its time has come, and not while it is held longer", async () => {
  const hall = new Hall();
  const work = hall.work();
  const phone = new Schedule(work);
  phone.wake();
  await vi.advanceTimersByTimeAsync(1_000);
  work.due = 10_000;
  phone.want("deferred");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hall.synced.length).toBe(1);
  work.due = 0;
  await vi.advanceTimersByTimeAsync(12_000);
  expect(hall.synced.length).toBe(2);
});

test("put away, a phone sends what waits and listens no more", async () => {
  const hall = new Hall();
  const work = hall.work();
  const phone = new Schedule(work);
  phone.wake();
  await vi.advanceTimersByTimeAsync(1_000);
  work.due = 0;
  await phone.finish();
  work.due = null;
  await phone.finish();
  phone.want("now");
  await vi.advanceTimersByTimeAsync(600_000);
  expect([hall.listened.length, hall.synced.length]).toEqual([1, 2]);
});
