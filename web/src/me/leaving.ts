/** Leaving: taking everything along first, then one event or altogether. */
import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { Person } from "../api/types";
import { Problem } from "../rules/problem";
import { me, openSession } from "../sign-in/session";
import { local, tab } from "../storage/web-storage";
import { erase } from "../sync";

/** What the person was called who has just left here; on the screen alone, kept nowhere. */
export const gone = signal<string | null>(null);

/** Everything of mine, as one file. */
export async function packed(): Promise<File> {
  const zip = await api.everything().catch(tellDay);
  return new File(zip ? [zip] : [], "wetalked.zip", { type: "application/zip" });
}

/** Here "too many" counts by the day, and waiting a little is no use. */
function tellDay(thrown: unknown): never {
  throw thrown instanceof Problem && thrown.kind === "too-many"
    ? new Problem("too-many-exports", thrown.status)
    : thrown;
}

/** Erase me, and what this phone knows of me. */
export async function leaveAltogether(leaveCard: boolean): Promise<void> {
  const who = me.value?.person;
  await api.leave(leaveCard);
  if (who) await wipe(who);
}

/** Leave one event; answers whether I am still somebody here. */
export async function leaveEvent(participant: string, leaveCard: boolean): Promise<boolean> {
  const who = me.value?.person;
  await api.leaveEvent(participant, leaveCard);
  await lookAgain(participant);
  if (!me.value && who) await wipe(who);
  return me.value !== null;
}

async function lookAgain(left: string): Promise<void> {
  if (!me.value) return;
  const participations = me.value.participations.filter(
    (participation) => participation.participant_id !== left,
  );
  me.value = { ...me.value, participations };
  await openSession();
}

async function wipe({ id, given_name }: Person): Promise<void> {
  me.value = null;
  gone.value = given_name;
  await forgetPhone(id);
}

/** Wiping what this phone holds of someone who has left; the app itself stays for the next one. */
export async function forgetPhone(person: string): Promise<void> {
  local.clear();
  tab.clear();
  await erase(person);
}
