/** Keeps a decoder at work: one that breaks or falls silent is replaced, and looking goes on. */
import { signal } from "@preact/signals";
import { mendByNewVersion } from "../page/version";
import type { Look, Told } from "./decode.worker";

const LATE = 1_500;
const SILENCE = 4_000;
/** After so many times in a row its files may be gone. */
const OFTEN = 2;
const PAUSES = [200, 1_000, 3_000, 10_000];

export class Decoder {
  /** Whether there is one that can read; loading it takes a moment the first time. */
  readonly ready = signal(false);
  /** Whether that moment has become long enough to be told. */
  readonly late = signal(false);
  private worker: Worker | null = null;
  private answer: ((texts: string[]) => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor() {
    this.setReady(false);
    this.begin();
  }

  /** The texts in a picture, the nearest to the middle first; none also when the decoder breaks. */
  read(look: Look): Promise<string[]> {
    return new Promise((answer) => {
      if (!this.worker || !this.ready.value) return answer([]);
      this.answer = answer;
      this.timer = setTimeout(() => this.replace(), SILENCE);
      this.worker.postMessage(look, [look.picture]);
    });
  }

  close(): void {
    this.end();
    clearTimeout(this.timer);
    clearTimeout(this.patience);
  }

  private begin(): void {
    this.worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<Told>) => this.heard(data));
    this.worker.addEventListener("error", (fault) => {
      fault.preventDefault();
      console.warn("decoder:", fault.message);
      this.replace();
    });
  }

  private heard(told: Told): void {
    if (told === "ready") this.setReady(true);
    else {
      this.failures = 0;
      this.tell(told);
    }
  }

  private replace(): void {
    this.end();
    if (this.failures === OFTEN) void mendByNewVersion();
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.timer = setTimeout(() => this.begin(), pause);
  }

  private end(): void {
    this.worker?.terminate();
    this.worker = null;
    this.setReady(false);
    this.tell([]);
  }

  private setReady(ready: boolean): void {
    this.ready.value = ready;
    this.late.value = false;
    clearTimeout(this.patience);
    if (!ready) this.patience = setTimeout(() => (this.late.value = true), LATE);
  }

  private tell(texts: string[]): void {
    clearTimeout(this.timer);
    this.answer?.(texts);
    this.answer = null;
  }
}
