/** The invitations: sent, how far that is, and how one looks. */
import { signal } from "@preact/signals";
import { invitations as calls, events } from "../api/events";
import type { Preview, Sending } from "../types";
import { lookAtSteps } from "./event";

export const far = signal<{ slug: string; now: Sending } | null>(null);

export async function lookAtInvitations(slug: string): Promise<void> {
  const before = far.value?.slug === slug ? far.value.now : null;
  const now = await calls.far(slug);
  if (!now) return;
  far.value = { slug, now };
  if (before && before.queued !== now.queued) await lookAtSteps(slug);
}

/** To all who were never invited, or once more to these. */
export async function invite(slug: string, participants?: string[]): Promise<number> {
  const sent = await calls.send(slug, participants);
  await Promise.all([lookAtInvitations(slug), lookAtSteps(slug)]).catch(() => {}); // asked again
  return sent?.queued ?? 0;
}

/** Once more to this participant. */
export const inviteAgain = (slug: string, participant: string) => invite(slug, [participant]);

/** The invitation of somebody on the list; null while nobody is. */
export async function previewOf(slug: string): Promise<Preview | null> {
  const someone = await events.someone(slug);
  if (!someone?.participant_id) return null;
  return (await calls.preview(slug, someone.participant_id)) ?? null;
}
