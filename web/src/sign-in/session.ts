/** Who is signed in, and which of their events the app shows. */
import { computed, effect, signal } from "@preact/signals";
import { api, onSignedOut } from "../api/client";
import type {
  Language,
  Me,
  Participation,
  ParticipationChange,
  PersonChange,
  SignIn,
} from "../api/types";
import { browserLanguage, LANGUAGES, setLanguage } from "../i18n/text";
import { showNotice } from "../page/notice";
import { onReturn } from "../page/returns";
import { currentOf } from "../rules/choice";
import { readTyped, sameCode, tidy } from "../rules/code";
import { asProblem, Problem } from "../rules/problem";
import { answers } from "../storage/answers";
import { isObject, local } from "../storage/web-storage";
import { answerTo } from "../sync";
import { findOwnCode, showOwnCode } from "./own-code";

const EVENT_KEPT_AS = "wetalked.event";
const ME_KEPT_AS = "me";
const LANGUAGE_KEPT_AS = "wetalked.language";
/** How long the texts of a person's language are waited for, in milliseconds. */
const TEXTS_PATIENCE = 3_000;

/** undefined until the server has answered, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);
export const startProblem = signal<Problem | null>(null);
const chosen = signal(local.get(EVENT_KEPT_AS));

/** My part in the event that the app shows. */
export const current = computed<Participation | null>(() =>
  currentOf(me.value?.participations ?? [], chosen.value, Date.now()),
);

/** The present event's slug: where what is said now is said. */
export const here = computed(() => current.value?.event.slug ?? null);

export const person = computed(() => me.value?.person ?? null);

/** Follow what changes who is signed in, and keep it on the phone, from now on. */
export function watchSession(): void {
  onSignedOut(signedOut);
  onReturn(() => void openSession());
  effect(() => {
    if (me.value) void useLanguageOf(me.value);
  });
  effect(() => {
    if (me.value !== undefined) local.set(LANGUAGE_KEPT_AS, me.value?.person.language ?? null);
    if (me.value) void answers.set(ME_KEPT_AS, me.value);
    else if (me.value === null) void answers.delete(ME_KEPT_AS);
  });
}

function signedOut(): void {
  if (me.value) showNotice({ key: "problem.signed-out" });
  me.value = null;
}

/** In which language to begin: that of whoever was here last, so that it alone is loaded. */
export function firstLanguage(): Language {
  const last = local.get(LANGUAGE_KEPT_AS);
  return LANGUAGES.find((spoken) => spoken === last) ?? browserLanguage();
}

/** Whom a link signs in; nothing where it cannot be asked, as the tap will tell why. */
export async function ownerOfLink(token: string): Promise<string | null> {
  try {
    return (await api.linkOwner(token))?.name ?? null;
  } catch {
    return null;
  }
}

/** The name under which the phone keeps an answer that is meant for me. */
export function toMe(name: string): string {
  return answerTo(person.value?.id ?? "", name);
}

/**
 * Open as whoever was here last, and ask the server who I am; without a network that is enough, and
 * with one a phone that remembers nothing, or never answers, delays nothing.
 */
export async function openSession(): Promise<void> {
  startProblem.value = null;
  let opened = me.value;
  void findOwnCode();
  const remembered = answers.get(ME_KEPT_AS).then(async (stored) => {
    if (me.value !== undefined || !isMe(stored)) return;
    await useLanguageOf(stored);
    if (me.value === undefined) me.value = opened = stored;
  });
  const answer = await (opened ? api.me() : api.whoIsHere()).catch(asProblem);
  if (answer instanceof Problem) await remembered;
  if (me.value !== opened) return; // whoever has signed in meanwhile was not asked about
  if (answer === null) signedOut();
  else if (!(answer instanceof Problem))
    await useLanguageOf(answer).then(() => me.value === opened && adopt(answer));
  else if (me.value === undefined) startProblem.value = answer;
}

/** The same again is no change: nothing on the screen moves for it. */
function adopt(answer: Me): void {
  if (JSON.stringify(answer) !== JSON.stringify(me.value)) me.value = answer;
}

/** The screen is theirs once it can be in their language; where its texts do not come soon, before. */
async function useLanguageOf({ person }: Pick<Me, "person">): Promise<void> {
  const brought = setLanguage(person.language).catch((fault: unknown) =>
    console.warn("no texts:", fault),
  );
  await Promise.race([brought, new Promise((wake) => setTimeout(wake, TEXTS_PATIENCE))]);
}

/** Another version of the app may have kept something else. */
function isMe(value: unknown): value is Me {
  return isObject(value) && isObject(value.person) && Array.isArray(value.participations);
}

export async function signInWithLink(token: string): Promise<void> {
  await signIn({ token });
}

/** `secret` is a mailed code, or the code in an invitation. */
export async function signInWithMail(email: string, secret: string): Promise<void> {
  await signIn({ email: email.trim(), code: tidy(secret) });
}

/** `secret` is a mailed code of 6 digits, a PIN of 8, or one's own code of 10 signs. */
export async function signInWithBadge(badge: string, secret: string): Promise<void> {
  const plain = tidy(secret);
  await signIn(/^\d{8}$/.test(plain) ? { badge, pin: plain } : { badge, code: plain });
}

export async function requestCode(who: { email: string } | { badge: string }): Promise<void> {
  await api.requestCode("email" in who ? { email: who.email.trim() } : who);
}

export async function signOut(): Promise<void> {
  await api.signOut();
  me.value = null;
}

export function chooseEvent(slug: string): void {
  local.set(EVENT_KEPT_AS, slug);
  chosen.value = slug;
}

export async function changeMe(change: PersonChange): Promise<void> {
  const changed = await api.changeMe(change);
  if (changed) await useLanguageOf({ person: changed });
  if (me.value && changed) me.value = { ...me.value, person: changed };
}

/** Change what I show at the present event. */
export async function changeHere(change: ParticipationChange): Promise<void> {
  const here = current.value;
  if (!here) return;
  const changed = await api.changeParticipation(here.participant_id, change);
  if (changed) replace(changed);
}

/** My badge is gone: the old one ends, a new code begins. */
export async function reissueBadge(): Promise<void> {
  const here = current.value;
  if (!here) return;
  await api.reissueBadge(here.participant_id);
  await openSession();
}

/** Whether a code is on a badge of mine, at any of my events. */
export function isMine(code: string): boolean {
  const codes =
    me.value?.participations.map((participation) => participation.badge?.code ?? "") ?? [];
  return readTyped(code) !== null && codes.some((mine) => sameCode(mine, code));
}

async function signIn(how: SignIn): Promise<void> {
  const session = await api.signIn(how);
  if (!session) return;
  await useLanguageOf(session);
  if (session.own_code) showOwnCode(session.person.id, session.own_code);
  me.value = { person: session.person, participations: session.participations };
}

function replace(changed: Participation): void {
  if (!me.value) return;
  const participations = me.value.participations.map((participation) =>
    participation.participant_id === changed.participant_id ? changed : participation,
  );
  me.value = { ...me.value, participations };
}
