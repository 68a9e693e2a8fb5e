/** How long to wait before the next try: as long as the server asks for, else longer after each failure. */
import type { Problem } from "../rules/problem";

/** The most of the first pause after a failure; each further one at most doubles it, up to the last. */
export const FIRST_PAUSE = 4_000;
export const LONGEST_PAUSE = 120_000;
export const SHORTEST_PAUSE = 300;
/** Over how long those are spread at least whom the server told to wait. */
const SPREAD = 2_000;

export class Pauses {
  private readonly random: () => number;
  private notBefore = 0;

  constructor(random: () => number) {
    this.random = random;
  }

  /** From now on no try is earlier than the server asks for, and then some: others were told the same. */
  heed(problem: Problem | null): void {
    const asked = (problem?.retryAfter ?? 0) * 1_000;
    if (asked === 0) return;
    const pause = asked + this.random() * Math.max(SPREAD, asked / 2);
    this.notBefore = Math.max(this.notBefore, Date.now() + pause);
  }

  /** A pause, in milliseconds, that ends no earlier than the server asked for; 0 for at once. */
  atLeast(pause: number): number {
    return Math.max(pause, this.notBefore - Date.now(), 0);
  }

  /** Full jitter: anything up to a limit that grows. */
  after(failures: number): number {
    const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
    return SHORTEST_PAUSE + this.random() * (most - SHORTEST_PAUSE);
  }
}
