/** Changing the mail address: a code goes to the new one, and makes it mine. */
import { signal } from "@preact/signals";
import { api } from "../api/client";
import { tidy } from "../rules/code";
import { me, person } from "../sign-in/session";
import { isObject, local } from "../storage/web-storage";

const KEPT_AS = "wetalked.new-address";
const CODE_LASTS = 15 * 60_000;

interface Asked {
  person: string;
  email: string;
  at: number;
}

/** Kept on the phone, for it may forget the page while its owner reads the mail. */
const pending = signal<Asked | null>(local.read(KEPT_AS, isAsked));

/** The address that a code went to, while the code may still be good. */
export function addressAsked(): string | null {
  const asked = pending.value;
  const good = asked?.person === person.value?.id && Date.now() - (asked?.at ?? 0) < CODE_LASTS;
  return asked && good ? asked.email : null;
}

export async function askForAddress(typed: string): Promise<void> {
  const email = typed.trim();
  await api.askForAddress(email);
  if (person.value) keep({ person: person.value.id, email, at: Date.now() });
}

export async function takeAddress(email: string, code: string): Promise<void> {
  const changed = await api.takeAddress({ email, code: tidy(code) });
  keep(null);
  if (me.value && changed) me.value = { ...me.value, person: changed };
}

/** Another address, then. */
export function dropAddress(): void {
  keep(null);
}

function keep(asked: Asked | null): void {
  pending.value = asked;
  if (asked) local.write(KEPT_AS, asked);
  else local.set(KEPT_AS, null);
}

function isAsked(value: unknown): value is Asked {
  if (!isObject(value)) return false;
  const { person, email, at } = value;
  return typeof person === "string" && typeof email === "string" && typeof at === "number";
}

/** Where I am signed in, and whom I have blocked: lists that are fetched when they are looked at. */
export const devices = () => api.devices();
export const signOutDevice = (id: string) => api.endSession(id);
export const signOutOthers = () => api.endOtherSessions();
export const blocks = () => api.blocks();
export const unblock = (id: string) => api.unblock(id);
