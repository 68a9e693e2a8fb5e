/** What to make of what the camera reads: a badge is sent, all else gets one line and looking goes on. */
import { signal } from "@preact/signals";
import { type Key, problemKey } from "../i18n/text";
import { asProblem, type Problem } from "../rules/problem";
import { isMine } from "../sign-in/session";
import { meet } from "../talk/meet";
import { type Address, readScanned } from "./address";
import { isFromHere } from "./place";
import { chime } from "./sound";
import { afterPaint, CODE_READ, FRAME_TAKEN, mark, NAME_ON_SCREEN } from "./timing";

/** How long a line stays after what it is about was last seen. */
const LINGER = 4_000;
/** How long a refused badge is not asked about again. */
const REST = 5_000;

interface Refused {
  line: Key;
  until: number;
}

export class Scanning {
  /** The one line, and whether a badge has just been read. */
  readonly line = signal<Key | null>(null);
  readonly found = signal(false);
  private readonly refused = new Map<string, Refused>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Take in what was read, the nearest to the middle first. */
  async saw(texts: string[], takenAt: number): Promise<void> {
    if (this.found.value) return;
    const badges = texts.map(readScanned).filter((read) => read !== null);
    const badge = badges.find((one) => this.mayBeMeant(one)) ?? badges[0];
    const line = badge ? this.knownLine(badge) : "scan.foreign";
    if (line) return this.tell(line);
    mark(FRAME_TAKEN, takenAt);
    mark(CODE_READ);
    if (badge) await this.send(badge);
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
    return navigator.onLine || isFromHere(place) ? null : "scan.elsewhere";
  }

  private async send(badge: Address): Promise<void> {
    this.tell("scan.found");
    this.found.value = true;
    await meet(badge.code).then(
      () => this.met(),
      (thrown) => this.refuse(badge, asProblem(thrown)),
    );
    this.found.value = false;
  }

  private met(): void {
    chime();
    afterPaint(() => mark(NAME_ON_SCREEN));
  }

  /** The server knows no badge of another event or place; its address tells which of the two. */
  private refuse({ code, place }: Address, problem: Problem): void {
    const elsewhere = problem.kind === "unknown-badge" && !isFromHere(place);
    const line = elsewhere ? "scan.elsewhere" : problemKey(problem);
    this.refused.set(code, { line, until: performance.now() + REST });
    this.tell(line);
  }

  /** The line goes when what it is about has been out of sight for a while. */
  private tell(line: Key): void {
    clearTimeout(this.timer);
    this.line.value = line;
    this.timer = setTimeout(() => (this.line.value = null), LINGER);
  }
}
