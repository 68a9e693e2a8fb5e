/** The one owner of when to listen and when to sync, in the tab that leads. */
import { asProblem, NO_NETWORK, type Problem } from "../rules/problem";
import { FIRST_PAUSE, LONGEST_PAUSE, Pauses, SHORTEST_PAUSE } from "./pauses";

/** What waits: a word that is sent at once, letters that are sent as a sentence, a no that is held. */
export type Haste = "now" | "typing" | "deferred";

/** While someone types, each letter is kept, and the sentence is sent. */
const TYPING_PAUSE = 1_500;
/** How long `hello` is waited for: what is sent after it needs no second sync. */
const HELLO_PATIENCE = 2_000;
/** A stream that was open for less than this was cut off soon. */
const SOON = 60_000;
/** Within this, all that a browser tells of coming back is one wake. */
const ONE_WAKE = 500;

export interface Work {
  /** Send what may go, and take in the list; throws the `Problem` that stopped it. */
  sync(): Promise<void>;
  /** In how many milliseconds what waits may go; null where nothing waits. */
  untilDue(): Promise<number | null>;
  /** Resolves when the server ends the stream; throws the `Problem` for which it ended otherwise. */
  listen(hello: () => void, retry: (pause: number) => void, left: AbortSignal): Promise<void>;
  /** A try has failed for this, or has not. */
  tried(failed: Problem | null): void;
}

type Timer = ReturnType<typeof setTimeout>;
type Reason = Haste | "retry" | "hello";

export class Schedule {
  private readonly work: Work;
  private readonly pauses: Pauses;
  private isOn = false;
  private stream: AbortController | null = null;
  private heard = false;
  private comeBack: Timer | undefined;
  private connectAt = Number.POSITIVE_INFINITY;
  private comeBackAfter = FIRST_PAUSE;
  private openedAt = 0;
  private cuts = 0;
  private refusals = 0;
  private next: { at: number; reason: Reason; timer: Timer } | null = null;
  private syncing: Promise<void> | null = null;
  private again = false;
  private failures = 0;
  private woken = 0;

  constructor(work: Work, random: () => number = Math.random) {
    this.work = work;
    this.pauses = new Pauses(random);
  }

  /** Listen anew, and then sync once: on leading, on being shown again, with a network again. */
  wake(): void {
    this.isOn = true;
    if (Date.now() - this.woken < ONE_WAKE) return;
    this.woken = Date.now();
    this.disconnect();
    this.forgetNext();
    this.failures = this.refusals = 0;
    this.connectIn(0);
  }

  /** Something waits. What comes with the next `hello` waits for it; letters hurry no other try. */
  want(haste: Haste): void {
    if (!this.isOn) return;
    if (haste === "deferred") void this.armDeferred();
    else if (this.isSyncAhead()) return;
    else if (haste === "now") this.syncIn(0, haste);
    else if (this.next?.reason !== "retry") this.syncIn(TYPING_PAUSE, haste);
  }

  /** The next `hello` brings a sync: it is waited for already, or as soon as anything may go out. */
  private isSyncAhead(): boolean {
    return this.next?.reason === "hello" || this.connectAt <= Date.now() + this.pauses.atLeast(0);
  }

  /** What was heard may be newer or older than the answer that is on its way. */
  syncAgain(): void {
    this.again = this.syncing !== null;
  }

  /** Neither listen nor sync any more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.isOn = false;
    this.woken = 0;
    this.disconnect();
    this.forgetNext();
    await this.syncing;
  }

  /** Stop, but send first what may go: the phone is put away. */
  async finish(): Promise<void> {
    await this.stop();
    if (this.pauses.atLeast(0) === 0 && (await this.work.untilDue()) === 0) await this.run();
  }

  private connectIn(pause: number): void {
    clearTimeout(this.comeBack);
    const wait = this.pauses.atLeast(pause);
    this.connectAt = Date.now() + wait;
    this.comeBack = setTimeout(() => this.connect(), wait);
  }

  private connect(): void {
    const stream = new AbortController();
    this.stream = stream;
    this.heard = false;
    this.openedAt = Date.now();
    this.connectAt = Number.POSITIVE_INFINITY;
    this.forgetNext();
    this.syncIn(HELLO_PATIENCE, "hello");
    const ended = (problem: Problem | null) => this.onEnd(stream, problem);
    this.work
      .listen(
        () => this.onHello(stream),
        (pause) => {
          this.comeBackAfter = Math.max(pause, SHORTEST_PAUSE);
        },
        stream.signal,
      )
      .then(
        () => ended(null),
        (thrown: unknown) => ended(asProblem(thrown)),
      );
  }

  private onHello(stream: AbortController): void {
    if (stream !== this.stream) return;
    this.heard = true;
    this.refusals = 0;
    this.syncIn(0, "now");
  }

  /** A stream that was heard comes back when it was told to; one that was not, ever more seldom. */
  private onEnd(stream: AbortController, problem: Problem | null): void {
    if (stream !== this.stream) return;
    this.stream = null;
    if (this.heard) this.onCut();
    else this.onRefused(problem);
  }

  /** Cut off again and again, as where somebody has more phones than the server has streams for them. */
  private onCut(): void {
    this.cuts = Date.now() - this.openedAt < SOON ? this.cuts + 1 : 1;
    this.connectIn(Math.min(LONGEST_PAUSE, this.comeBackAfter * 2 ** (this.cuts - 1)));
  }

  private onRefused(problem: Problem | null): void {
    this.pauses.heed(problem);
    const isUnreachable = problem?.kind === NO_NETWORK;
    if (isUnreachable) this.work.tried(problem);
    if (isUnreachable && this.refusals === 0) this.forgetNext();
    else this.syncIn(0, "now");
    this.connectIn(this.pauses.after(this.refusals++));
  }

  private disconnect(): void {
    clearTimeout(this.comeBack);
    this.connectAt = Number.POSITIVE_INFINITY;
    this.stream?.abort();
    this.stream = null;
    this.heard = false;
  }

  /** The earlier wish counts; only letters put off what is written. */
  private syncIn(pause: number, reason: Reason): void {
    const wait = this.pauses.atLeast(pause);
    const at = Date.now() + wait;
    const putsOff = reason === "typing" && this.next?.reason === "typing";
    if (this.next && this.next.at <= at && !putsOff) return;
    this.forgetNext();
    this.next = { at, reason, timer: setTimeout(() => this.onTime(reason), wait) };
  }

  private forgetNext(): void {
    clearTimeout(this.next?.timer);
    this.next = null;
  }

  private onTime(reason: Reason): void {
    this.next = null;
    if (reason === "deferred") void this.armDeferred();
    else this.syncNow();
  }

  /** What is held may have been held longer meanwhile, or taken back. */
  private async armDeferred(): Promise<void> {
    const wait = await this.work.untilDue();
    if (wait === null || !this.isOn) return;
    if (wait > 0) this.syncIn(wait + 1, "deferred");
    else if (!this.next) this.syncIn(TYPING_PAUSE, "typing");
  }

  private syncNow(): void {
    if (this.syncing) this.again = true;
    else
      this.syncing = this.run().finally(() => {
        this.syncing = null;
      });
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      await this.syncOnce();
    } while (this.again && this.isOn);
    if (this.isOn && this.failures === 0) await this.armDeferred();
  }

  private async syncOnce(): Promise<void> {
    try {
      await this.work.sync();
      this.failures = 0;
      this.work.tried(null);
    } catch (thrown) {
      this.again = false;
      this.failed(asProblem(thrown));
    }
  }

  /** Signed out, only signing in helps. */
  private failed(problem: Problem): void {
    this.failures += 1;
    this.work.tried(problem);
    this.pauses.heed(problem);
    if (problem.status === 401 || !this.isOn) return;
    this.syncIn(this.pauses.after(this.failures - 1), "retry");
  }
}
