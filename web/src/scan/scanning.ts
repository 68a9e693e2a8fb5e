/** What to make of what the camera sees: a badge is sent, all else gets one line and scanning goes on. */
import { signal } from "@preact/signals";
import { asProblem, NO_NETWORK, type Problem } from "../api/problem";
import { readScanned } from "../code";
import { type Key, problemKey } from "../i18n/text";
import { meet } from "../state/meet";

const BREATH = 3_000;

export class Scanning {
  /** The one line, and whether a badge has just been read. */
  readonly line = signal<Key | null>(null);
  readonly found = signal(false);
  private readonly refused = new Map<string, Key>();
  private quietUntil = 0;

  /** Take in what the camera read. */
  async saw(text: string): Promise<void> {
    if (this.found.value || performance.now() < this.quietUntil) return;
    const code = readScanned(text);
    const known = code ? this.refused.get(code) : "scan.foreign";
    if (code && !known) await this.send(code);
    else this.line.value = known ?? null;
  }

  private async send(code: string): Promise<void> {
    this.found.value = true;
    this.line.value = "scan.found";
    await meet(code).catch((thrown) => this.refuse(code, asProblem(thrown)));
    this.found.value = false;
  }

  /** A wrong badge stays wrong; a lost network is tried again while the badge is in sight. */
  private refuse(code: string, problem: Problem): void {
    const sentence = problemKey(problem);
    this.line.value = problem.kind === NO_NETWORK ? "scan.no-network" : sentence;
    this.quietUntil = performance.now() + BREATH;
    if (problem.status === 404 || problem.kind === "own-badge") this.refused.set(code, sentence);
  }
}
