/** Takes picture after picture from a running video and hands them to the decoder, one at a time. */
import { signal } from "@preact/signals";
import { mendByNewVersion } from "../page/version";
import type { Answer, Look } from "./decode.worker";

const LONGEST_REST = 100;
const GLANCE = 30;

/** What was read, the nearest to the middle first, and when its picture was taken. */
export type OnTexts = (texts: string[], takenAt: number) => void;

export class FrameLoop {
  /** When the last picture came (`performance.now()`). */
  lastAt = 0;
  private readonly video: HTMLVideoElement;
  private readonly decoder: Decoder;
  private ended = false;

  constructor(video: HTMLVideoElement, decoder: Decoder, onTexts: OnTexts) {
    this.video = video;
    this.decoder = decoder;
    void this.run(onTexts);
  }

  end(): void {
    this.ended = true;
  }

  private async run(onTexts: OnTexts): Promise<void> {
    for (let turn = 0; !this.ended; turn++) {
      await this.nextPicture();
      this.lastAt = performance.now();
      const texts = await this.read(turn);
      if (texts.length && !this.ended) onTexts(texts, this.lastAt);
      await pause(Math.min(performance.now() - this.lastAt, LONGEST_REST));
    }
  }

  private async nextPicture(): Promise<void> {
    if (!("requestVideoFrameCallback" in this.video)) return this.untilMoved();
    await new Promise((next) => this.video.requestVideoFrameCallback(next));
  }

  /** For browsers that do not tell when a picture comes. */
  private async untilMoved(): Promise<void> {
    const before = this.video.currentTime;
    while (!this.ended && this.video.currentTime === before) await pause(GLANCE);
  }

  /** A video that has just lost its camera has no picture to give; looking goes on all the same. */
  private async read(turn: number): Promise<string[]> {
    if (!this.decoder.ready.value) return [];
    const picture = await pictureOf(this.video).catch(() => null);
    return picture ? this.decoder.read({ picture, turn }) : [];
  }
}

/** A frame as it is costs this thread nothing; where browsers do not give it, a copy has to do. */
async function pictureOf(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  return "VideoFrame" in globalThis ? new VideoFrame(video) : createImageBitmap(video);
}

/** The loop rests as long as it worked: a slow phone stays cool, a fast one reads at once. */
function pause(milliseconds: number): Promise<unknown> {
  return new Promise((next) => setTimeout(next, milliseconds));
}

const LATE = 1_500;
const SILENCE = 4_000;
/** After so many times in a row its files may be gone. */
const OFTEN = 2;
const PAUSES = [200, 1_000, 3_000, 10_000];

/** Keeps a decoder at work: one that breaks or falls silent is replaced, and looking goes on. */
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
    this.worker.addEventListener("message", ({ data }: MessageEvent<Answer>) =>
      this.onAnswer(data),
    );
    this.worker.addEventListener("error", (fault) => {
      fault.preventDefault();
      console.warn("decoder:", fault.message);
      this.replace();
    });
  }

  private onAnswer(answer: Answer): void {
    if (answer === "ready") this.setReady(true);
    else {
      this.failures = 0;
      this.resolve(answer);
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
    this.resolve([]);
  }

  private setReady(ready: boolean): void {
    this.ready.value = ready;
    this.late.value = false;
    clearTimeout(this.patience);
    if (!ready) this.patience = setTimeout(() => (this.late.value = true), LATE);
  }

  private resolve(texts: string[]): void {
    clearTimeout(this.timer);
    this.answer?.(texts);
    this.answer = null;
  }
}
