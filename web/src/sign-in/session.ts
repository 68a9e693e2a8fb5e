/** Who is signed in, and which of their events the app shows. */
import { computed, effect, signal } from "@preact/signals";
import { api, onSignedOut } from "../api/client";
import type { Me, Participation, ParticipationChange, PersonChange, SignIn } from "../api/types";
import { language } from "../i18n/text";
import { tell } from "../page/notice";
import { onReturn } from "../page/returns";
import { currentOf } from "../rules/choice";
import { readTyped, sameCode, tidy } from "../rules/code";
import { asProblem, Problem } from "../rules/problem";
import { recall, remember, unlearn } from "../storage/answers";
import { isObject, local } from "../storage/web-storage";
import { answerTo } from "../sync";
import { findOwnCode, tellOwnCode } from "./own-code";

const EVENT_KEPT_AS = "wetalked.event";
const ME_KEPT_AS = "me";

/** undefined until the server has answered, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);
export const startProblem = signal<Problem | null>(null);
const chosen = signal(local.get(EVENT_KEPT_AS));

/** My part in the event that the app shows. */
export const current = computed<Participation | null>(() =>
  currentOf(me.value?.participations ?? [], chosen.value, Date.now()),
);

export const person = computed(() => me.value?.person ?? null);

onSignedOut(signedOut);

function signedOut(): void {
  if (me.value) tell({ key: "problem.signed-out" });
  me.value = null;
}

effect(() => {
  if (person.value) language.value = person.value.language;
});

/** Whom a link signs in; nothing where it cannot be asked, as the tap will tell why. */
export async function ownerOfLink(token: string): Promise<string | null> {
  try {
    return (await api.linkOwner(token))?.name ?? null;
  } catch {
    return null;
  }
}

effect(() => {
  if (me.value) void remember(ME_KEPT_AS, me.value);
  else if (me.value === null) void unlearn(ME_KEPT_AS);
});

/** The name under which the phone keeps an answer that is meant for me. */
export function toMe(name: string): string {
  return answerTo(person.value?.id ?? "", name);
}

/**
 * Open as whoever was here last, and ask the server who I am; without a network that is enough, and
 * with one a phone that remembers nothing, or never answers, delays nothing.
 */
export async function start(): Promise<void> {
  startProblem.value = null;
  let opened = me.value;
  void findOwnCode();
  const remembered = recall(ME_KEPT_AS).then((kept) => {
    if (me.value === undefined && isMe(kept)) me.value = opened = kept;
  });
  const answer = await (opened ? api.me() : api.whoIsHere()).catch(asProblem);
  if (answer instanceof Problem) await remembered;
  if (me.value !== opened) return; // whoever has signed in meanwhile was not asked about
  if (answer === null) signedOut();
  else if (!(answer instanceof Problem)) hold(answer);
  else if (me.value === undefined) startProblem.value = answer;
}

onReturn(() => void start());

/** The same again is no change: nothing on the screen moves for it. */
function hold(answer: Me | null): void {
  if (JSON.stringify(answer) !== JSON.stringify(me.value)) me.value = answer;
}

/** Another version of the app may have kept something else. */
function isMe(kept: unknown): kept is Me {
  return isObject(kept) && isObject(kept.person) && Array.isArray(kept.participations);
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
  await start();
}

/** Whether a code is on a badge of mine, at any of my events. */
export function isMine(code: string): boolean {
  const codes = me.value?.participations.map((one) => one.badge?.code ?? "") ?? [];
  return readTyped(code) !== null && codes.some((mine) => sameCode(mine, code));
}

async function signIn(how: SignIn): Promise<void> {
  const session = await api.signIn(how);
  if (!session) return;
  if (session.own_code) tellOwnCode(session.person.id, session.own_code);
  me.value = { person: session.person, participations: session.participations };
}

function replace(changed: Participation): void {
  if (!me.value) return;
  const participations = me.value.participations.map((one) =>
    one.participant_id === changed.participant_id ? changed : one,
  );
  me.value = { ...me.value, participations };
}
