/** What to make of what the camera reads: a badge is sent, all else gets one line and looking goes on. */
import { signal } from "@preact/signals";
import { type Key, problemKey } from "../i18n/text";
import { asProblem, type Problem } from "../rules/problem";
import { isMine, me } from "../sign-in/session";
import { recordScan } from "../talk/talks";
import { type Address, isFromHere, readScanned } from "./address";
import { chime } from "./sound";

/** How long a line stays after what it is about was last seen. */
const LINGER = 4_000;
/** How long a refused badge is not asked about again. */
const REST = 5_000;

interface Refused {
  line: Key;
  until: number;
}

export class ScanController {
  /** The one line, and whether a badge has just been read. */
  readonly line = signal<Key | null>(null);
  readonly isRecording = signal(false);
  private readonly refused = new Map<string, Refused>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Take in what was read, the nearest to the middle first. */
  async saw(texts: string[], takenAt: number): Promise<void> {
    if (this.isRecording.value) return;
    const badges = texts.map(readScanned).filter((read) => read !== null);
    const badge = badges.find((read) => this.mayBeMeant(read)) ?? badges[0];
    const line = badge ? this.knownLine(badge) : "scan.foreign";
    if (line) return this.showLine(line);
    mark(FRAME_TAKEN, takenAt);
    mark(CODE_READ);
    if (badge) await this.record(badge);
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /** My own badge, or one just refused, makes room for another in sight. */
  private mayBeMeant(badge: Address): boolean {
    return !isMine(badge.code) && this.knownLine(badge) === null;
  }

  /** What is known of a badge without asking: refused a moment ago, or not from here and no network. */
  private knownLine({ code, place }: Address): Key | null {
    const refused = this.refused.get(code);
    if (refused && performance.now() < refused.until) return refused.line;
    return navigator.onLine || isHere(place) ? null : "scan.elsewhere";
  }

  private async record(badge: Address): Promise<void> {
    this.showLine("scan.found");
    this.isRecording.value = true;
    await recordScan(badge.code).then(
      () => this.recorded(),
      (thrown) => this.refuse(badge, asProblem(thrown)),
    );
    this.isRecording.value = false;
  }

  private recorded(): void {
    chime();
    afterPaint(() => mark(NAME_ON_SCREEN));
  }

  /** The server knows no badge of another event or place; its address tells which of the two. */
  private refuse({ code, place }: Address, problem: Problem): void {
    const elsewhere = problem.kind === "unknown-badge" && !isHere(place);
    const line = elsewhere ? "scan.elsewhere" : problemKey(problem);
    this.refused.set(code, { line, until: performance.now() + REST });
    this.showLine(line);
  }

  /** The line goes when what it is about has been out of sight for a while. */
  private showLine(line: Key): void {
    clearTimeout(this.timer);
    this.line.value = line;
    this.timer = setTimeout(() => (this.line.value = null), LINGER);
  }
}

/** Marks on the browser's own time line, for whoever measures how long a scan takes. */
export const FRAME_TAKEN = "scan: frame taken";
export const CODE_READ = "scan: code read";
export const NAME_ON_SCREEN = "scan: name on screen";

/** Note a moment; `at` is on the scale of `performance.now()`. */
export function mark(name: string, at: number = performance.now()): void {
  performance.mark(name, { startTime: at });
}

/** Do something once what was changed just now has been painted. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

function isHere(place: string): boolean {
  const own = me.value?.participations.map(({ badge }) => badge?.url ?? "");
  return isFromHere(place, location.host, own ?? []);
}
