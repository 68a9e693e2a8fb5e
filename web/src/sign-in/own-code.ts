/** The code of one's own with which who has no address comes back: kept here until its owner has it. */
import { signal } from "@preact/signals";
import { api } from "../api/client";
import { answers } from "../storage/answers";
import { isObject } from "../storage/web-storage";

const KEPT_AS = "own-code";

interface Issued {
  person: string;
  code: string;
}

/** What the server shows once; it must not be lost by a reload. */
const issued = signal<Issued | null>(null);

export function isOwnCodeShown(): boolean {
  return issued.value !== null;
}

/** The code that this person has yet to write down, if there is one. */
export function ownCodeOf(person: string | undefined): string | null {
  return issued.value && issued.value.person === person ? issued.value.code : null;
}

export function showOwnCode(person: string, code: string): void {
  issued.value = { person, code };
  void answers.set(KEPT_AS, issued.value);
}

/** Look whether one was shown before the app was closed. */
export async function findOwnCode(): Promise<void> {
  const stored = await answers.get(KEPT_AS);
  if (isIssued(stored) && !issued.value) issued.value = stored;
}

/** Another version of the app may have kept something else. */
function isIssued(value: unknown): value is Issued {
  return isObject(value) && typeof value.person === "string" && typeof value.code === "string";
}

export function ownCodeIsKept(): void {
  issued.value = null;
  void answers.delete(KEPT_AS);
}

/** A new one; the one before it ends. */
export async function renewOwnCode(person: string): Promise<void> {
  const made = await api.newOwnCode();
  if (made) showOwnCode(person, made.own_code);
}
