/** The code of one's own with which who has no address comes back: kept here until its owner has it. */
import { signal } from "@preact/signals";
import { api } from "../api/client";
import { stayWhile } from "../page/unsaved";
import { recall, remember, unlearn } from "../storage/answers";
import { isObject } from "../storage/web-storage";

const KEPT_AS = "own-code";

interface Told {
  person: string;
  code: string;
}

/** What the server has told once; it must not be lost by a reload. */
const told = signal<Told | null>(null);
stayWhile(() => told.value !== null);

/** The code that this person has yet to write down, if there is one. */
export function ownCodeOf(person: string | undefined): string | null {
  return told.value && told.value.person === person ? told.value.code : null;
}

export function tellOwnCode(person: string, code: string): void {
  told.value = { person, code };
  void remember(KEPT_AS, told.value);
}

/** Look whether one was told before the app was closed. */
export async function findOwnCode(): Promise<void> {
  const kept = await recall(KEPT_AS);
  if (isTold(kept) && !told.value) told.value = kept;
}

/** Another version of the app may have kept something else. */
function isTold(kept: unknown): kept is Told {
  return isObject(kept) && typeof kept.person === "string" && typeof kept.code === "string";
}

export function ownCodeIsKept(): void {
  told.value = null;
  void unlearn(KEPT_AS);
}

/** A new one; the one before it ends. */
export async function renewOwnCode(person: string): Promise<void> {
  const made = await api.newOwnCode();
  if (made) tellOwnCode(person, made.own_code);
}
