/** Takes picture after picture from a running video and hands them to the decoder, one at a time. */
import type { Decoder } from "./decoder";

const LONGEST_REST = 100;
const GLANCE = 30;

/** What was read, the nearest to the middle first, and when its picture was taken. */
export type OnTexts = (texts: string[], takenAt: number) => void;

export class Looking {
  /** When the last picture came (`performance.now()`). */
  lastAt = 0;
  private readonly video: HTMLVideoElement;
  private readonly decoder: Decoder;
  private ended = false;

  constructor(video: HTMLVideoElement, decoder: Decoder, onTexts: OnTexts) {
    this.video = video;
    this.decoder = decoder;
    void this.go(onTexts);
  }

  end(): void {
    this.ended = true;
  }

  private async go(onTexts: OnTexts): Promise<void> {
    for (let turn = 0; !this.ended; turn++) {
      await this.nextPicture();
      this.lastAt = performance.now();
      const texts = await this.read(turn);
      if (texts.length && !this.ended) onTexts(texts, this.lastAt);
      await pause(Math.min(performance.now() - this.lastAt, LONGEST_REST));
    }
  }

  private async nextPicture(): Promise<void> {
    if (!("requestVideoFrameCallback" in this.video)) return this.moved();
    await new Promise((next) => this.video.requestVideoFrameCallback(next));
  }

  /** For browsers that do not tell when a picture comes. */
  private async moved(): Promise<void> {
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
