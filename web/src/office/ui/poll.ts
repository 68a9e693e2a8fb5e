/** Asks the server again and again while a page is shown. */
import { useEffect } from "preact/hooks";
import { type Attempt, useAttempt } from "../../ui/attempt";

interface Poll {
  slug: string;
  ask: (slug: string) => Promise<unknown>;
  /** Milliseconds from one question to the next. */
  pause: number;
  /** Whether what is shown was asked for just now. */
  isFresh?: boolean;
}

/** An answer that does not come is told, and the next one may. */
export function usePoll({ slug, ask, pause, isFresh = false }: Poll): Attempt {
  const attempt = useAttempt();
  useEffect(() => {
    const askOnce = () => void attempt.run(() => ask(slug));
    if (!isFresh) askOnce();
    const timer = setInterval(askOnce, pause);
    return () => clearInterval(timer);
  }, [slug, pause]);
  return attempt;
}
