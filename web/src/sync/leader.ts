/** One tab of the phone's listens and sends for all: whoever has the lock, or where none is given, the first. */
import { type Message, onMessage, post } from "./channel";

const LOCK = "wetalked-leader";
/** How long a lock and a sign of another tab are waited for; WebKit had locks that it never gave. */
const PATIENCE = 10_000;
/** The same where the browser has no locks, as on plain http. */
const PATIENCE_WITHOUT_LOCKS = 1_000;

export class Leader {
  private readonly tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
  private readonly whenElected: () => void;
  private readonly whenDeposed: () => Promise<void>;
  private readonly patience = navigator.locks ? PATIENCE : PATIENCE_WITHOUT_LOCKS;
  private campaigning: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private releaseLock: (() => void) | null = null;
  private heardAt = 0;
  isLeading = false;

  constructor(whenElected: () => void, whenDeposed: () => Promise<void>) {
    this.whenElected = whenElected;
    this.whenDeposed = whenDeposed;
    onMessage((message) => this.hear(message));
  }

  /** Lead as soon as no other tab does. */
  campaign(): void {
    if (this.campaigning) return;
    const campaign = new AbortController();
    this.campaigning = campaign;
    void this.askForLock(campaign);
    this.askAround(this.patience);
  }

  /** Leave it to others. */
  resign(): void {
    const wasLeading = this.isLeading;
    clearTimeout(this.timer);
    this.campaigning?.abort();
    this.campaigning = null;
    this.isLeading = false;
    this.releaseLock?.();
    this.releaseLock = null;
    if (wasLeading) post({ type: "resigned" });
  }

  private async askForLock({ signal }: AbortController): Promise<void> {
    if (!navigator.locks) return;
    const untilReleased = () =>
      new Promise<void>((done) => {
        if (signal.aborted) return done();
        this.releaseLock = done;
        this.lead();
      });
    await navigator.locks.request(LOCK, { signal }, untilReleased).catch((thrown: unknown) => {
      if (!signal.aborted) console.warn("no lock:", thrown);
    });
  }

  private lead(): void {
    clearTimeout(this.timer);
    this.announce();
    if (this.isLeading) return;
    this.isLeading = true;
    this.whenElected();
  }

  /** Where nobody says that they lead, somebody has to. */
  private askAround(pause: number): void {
    post({ type: "who-leads" });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (Date.now() - this.heardAt >= pause) this.lead();
      else this.askAround(this.patience);
    }, pause);
  }

  private hear(message: Message): void {
    if (message.type === "who-leads" && this.isLeading) this.announce();
    if (message.type === "leader") void this.hearLeader(message);
    if (message.type === "resigned" && this.campaigning && !this.isLeading) {
      this.heardAt = 0;
      this.askAround(navigator.locks ? PATIENCE : Math.random() * PATIENCE_WITHOUT_LOCKS);
    }
  }

  /** Of two that lead without the other's knowing, the one with the lock goes on, else the first by name. */
  private async hearLeader({ tab, locked }: Message & { type: "leader" }): Promise<void> {
    this.heardAt = Date.now();
    if (!this.isLeading) return;
    if (this.releaseLock || (!locked && this.tab < tab)) return this.announce();
    await this.whenDeposed();
    this.isLeading = false;
    this.askAround(this.patience);
  }

  private announce(): void {
    post({ type: "leader", tab: this.tab, locked: this.releaseLock !== null });
  }
}
