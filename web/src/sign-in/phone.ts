/** Whose words this phone keeps and sends: those of whoever is signed in. */
import { computed, effect, signal } from "@preact/signals";
import { bring, NEW_VERSION, takeByItself } from "../page/version";
import * as sync from "../sync";
import { current, person, start } from "./session";

/** Whether words of somebody who is not signed in here wait on this phone. */
export const othersWait = signal(false);

const owner = computed(() => person.value?.id ?? null);

/** From now on hold what belongs to the person signed in, and send when there may be a network. */
export function attend(): void {
  sync.attend(bring);
  effect(() => void changeOwner(owner.value));
  effect(() => {
    const kind = sync.problem.value?.kind;
    if (kind === "other-person") void start();
    if (kind === NEW_VERSION) void takeByItself();
  });
}

async function changeOwner(id: string | null): Promise<void> {
  if (id) await sync.start(id);
  else await sync.stop();
  othersWait.value = !id && (await sync.holdsWords().catch(() => false));
}

/** Keep what is said at the present event; letters wait for their sentence. */
export function say(
  operation: sync.Operation,
  how: { typing?: boolean } = {},
): Promise<sync.Entry> {
  const haste = how.typing ? "typing" : "now";
  return sync.record(operation, { event: here(), haste });
}

/** The same, while it can be taken back; `whenOver` runs once it no longer can. */
export function sayLater(operation: sync.Operation, whenOver: () => void): Promise<sync.Deferred> {
  return sync.defer(operation, { event: here() }, whenOver);
}

function here(): string | null {
  return current.peek()?.event.slug ?? null;
}
