/** A list that a view fetches when it opens. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Attempt, useAttempt } from "./attempt";

export function useList<Item>(fetch: () => Promise<Item[]>): {
  items: Signal<Item[] | null>;
  attempt: Attempt;
  again: () => void;
} {
  const items = useSignal<Item[] | null>(null);
  const attempt = useAttempt();
  const again = () =>
    void attempt.run(async () => {
      items.value = await fetch();
    });
  useEffect(again, []);
  return { items, attempt, again };
}
