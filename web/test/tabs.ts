/** What the tabs of one browser share: a channel to each other, and locks. */

type Hear = (event: { data: unknown }) => void;

/** What is posted reaches all others, a moment later. */
export class Channel {
  static all: Channel[] = [];
  private hear: Hear[] = [];

  constructor() {
    Channel.all.push(this);
  }

  addEventListener(_: string, hear: Hear): void {
    this.hear.push(hear);
  }

  postMessage(data: unknown): void {
    for (const other of Channel.all)
      if (other !== this) setTimeout(() => void other.hear.map((hear) => hear({ data })));
  }
}

/** One after the other, as the standard says. */
export function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(_: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) {
      const turn = last.then(() => (signal.aborted ? undefined : hold()));
      last = turn;
      return turn;
    },
  };
}

/** As WebKit had them. */
export const neverGiven = { request: () => new Promise(() => {}) };
