/** Keeps a camera open and its pictures read for as long as the view stands, whatever happens to either. */
import { signal } from "@preact/signals";
import {
  type Abilities,
  abilitiesOf,
  chooseLens,
  closeCamera,
  lensesOf,
  NoCamera,
  nextLens,
  openCamera,
  type Refusal,
  trackOf,
} from "./camera";
import { Decoder, FrameLoop, type OnTexts } from "./frame-loop";

const GLANCE = 1_000;
/** How long a camera may be asked for without an answer before that is told. */
const SILENCE = 4_000;
/** How long a camera may give no picture before it is opened anew; longer each time it was in vain. */
const PATIENCE = [5_000, 10_000, 20_000];

export class CameraSession {
  readonly camera = signal<MediaStream | null>(null);
  readonly abilities = signal<Abilities>({});
  /** Whether there is another lens to go on with. */
  readonly several = signal(false);
  /** Whether a camera that was there has gone and is not back yet. */
  readonly away = signal(false);
  /** Whether the camera has been asked for and nobody has answered for long. */
  readonly silent = signal(false);
  readonly decoder = new Decoder();
  private readonly video: HTMLVideoElement;
  private readonly frames: FrameLoop;
  private readonly onRefusal: (why: Refusal) => void;
  private readonly timer: ReturnType<typeof setInterval>;
  private opening = false;
  /** Which asking is the newest; one that was never answered is given up. */
  private asking = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private everOpen = false;
  private tries = 0;
  /** When patience began anew: the camera was asked for, or the page shown again. */
  private since = 0;

  constructor(video: HTMLVideoElement, onTexts: OnTexts, onRefusal: (why: Refusal) => void) {
    this.video = video;
    this.onRefusal = onRefusal;
    this.frames = new FrameLoop(video, this.decoder, onTexts);
    this.timer = setInterval(this.glance, GLANCE);
    video.addEventListener("playing", this.learn);
    document.addEventListener("visibilitychange", this.shown);
    void this.open();
  }

  end(): void {
    this.ended = true;
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    this.video.removeEventListener("playing", this.learn);
    document.removeEventListener("visibilitychange", this.shown);
    this.frames.end();
    this.decoder.close();
    this.release();
  }

  /** Go on with the next lens of this phone, and begin with it the next time. */
  async switchLens(): Promise<void> {
    const camera = this.camera.value;
    const lenses = await lensesHere();
    const next = camera && nextLens(lenses, trackOf(camera).getSettings().deviceId ?? "");
    if (!next) return;
    chooseLens(next);
    await this.open();
  }

  private async open(): Promise<void> {
    if (this.opening || this.ended) return;
    const mine = ++this.asking;
    this.opening = true;
    this.release();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (this.silent.value = true), SILENCE);
    await openCamera().then(this.opened, (error) => mine === this.asking && this.failed(error));
    if (mine === this.asking || this.camera.value) this.answered();
  }

  private answered(): void {
    clearTimeout(this.waiting);
    this.silent.value = false;
    this.opening = false;
    this.since = performance.now();
  }

  /** Ask anew, though the last asking was never answered: whichever is answered first counts. */
  private askAnew(): void {
    this.opening = false;
    void this.open();
  }

  private readonly opened = (camera: MediaStream): void => {
    if (this.ended || this.camera.value) {
      closeCamera(camera);
      return;
    }
    this.everOpen = true;
    this.camera.value = camera;
    this.video.srcObject = camera;
    trackOf(camera).addEventListener("ended", this.glance);
    void this.learn();
  };

  /** What this camera can do; some tell it only once pictures come. */
  private readonly learn = async (): Promise<void> => {
    if (!this.camera.value) return;
    this.abilities.value = abilitiesOf(trackOf(this.camera.value));
    this.several.value = (await lensesHere()).length > 1;
  };

  /** At first a refusal ends it; a camera that was there already is asked for until it is back. */
  private readonly failed = (error: unknown): void => {
    if (!(error instanceof NoCamera)) console.error(error);
    const why = error instanceof NoCamera ? error.why : "none";
    if (this.ended) return;
    if (this.everOpen && why !== "denied") this.away.value = true;
    else this.onRefusal(why);
  };

  private release(): void {
    closeCamera(this.camera.value);
    this.camera.value = null;
  }

  /** Look after the camera: one that has ended, or has given no picture for long, is opened anew. */
  private readonly glance = (): void => {
    if (document.hidden || this.opening || !this.everOpen) return;
    if (this.frames.lastAt > this.since) {
      this.tries = 0;
      this.away.value = false;
    }
    if (!this.hasEnded() && !this.isTooQuiet()) return;
    this.tries++;
    void this.open();
  };

  private hasEnded(): boolean {
    const camera = this.camera.value;
    return camera !== null && trackOf(camera).readyState === "ended";
  }

  private isTooQuiet(): boolean {
    const patience = PATIENCE[Math.min(this.tries, PATIENCE.length - 1)] ?? 0;
    return performance.now() - Math.max(this.since, this.frames.lastAt) > patience;
  }

  /** Browsers pause or end a camera behind a hidden page, each in its own way. */
  private readonly shown = (): void => {
    if (document.hidden) return;
    if (this.opening) this.askAnew();
    else this.goOn();
  };

  private goOn(): void {
    this.since = performance.now();
    this.video.play().catch(() => this.glance());
    this.glance();
  }
}

async function lensesHere(): Promise<string[]> {
  return lensesOf(await navigator.mediaDevices.enumerateDevices());
}
