/** Whose words this phone keeps and sends: those of whoever is signed in. */
import { computed, effect, signal } from "@preact/signals";
import { bring, NEW_VERSION, takeByItself } from "../page/version";
import * as sync from "../sync";
import { openSession, person } from "./session";

/** Whether words of somebody who is not signed in here wait on this phone. */
export const othersWait = signal(false);

const owner = computed(() => person.value?.id ?? null);

/** From now on hold what belongs to the person signed in, and send when there may be a network. */
export function startSync(): void {
  sync.watchBrowser(bring);
  effect(() => void changeOwner(owner.value));
  effect(() => {
    const kind = sync.problem.value?.kind;
    if (kind === "other-person") void openSession();
    if (kind === NEW_VERSION) void takeByItself();
  });
}

async function changeOwner(id: string | null): Promise<void> {
  if (id) await sync.start(id);
  else await sync.stop();
  othersWait.value = !id && (await sync.holdsWords().catch(() => false));
}
