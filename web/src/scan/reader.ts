/** Hands pictures of a running camera to the decoder, one at a time, and tells what it read. */
import { picture } from "./camera";

const PAUSE = 60;

export class Reader {
  private readonly worker = new Worker(new URL("./decode.worker.ts", import.meta.url), {
    type: "module",
  });
  private readonly canvas = document.createElement("canvas");
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly video: HTMLVideoElement;

  constructor(video: HTMLVideoElement, onText: (text: string) => void) {
    this.video = video;
    this.worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => {
      if (data !== null) onText(data);
      this.soon();
    });
    this.look();
  }

  close(): void {
    clearTimeout(this.timer);
    this.worker.terminate();
  }

  private look(): void {
    const seen = document.hidden ? null : picture(this.video, this.canvas);
    if (seen) this.worker.postMessage(seen, [seen.data.buffer]);
    else this.soon();
  }

  private soon(): void {
    this.timer = setTimeout(() => this.look(), PAUSE);
  }
}
