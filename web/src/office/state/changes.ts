/** Making, changing and ending an event. */
import type { DeckQuestion } from "../../api/types";
import { Problem } from "../../rules/problem";
import { events as calls, events, tokens } from "../api/events";
import { bodyOf, changesOf, type EventDraft } from "../rules/event-form";
import type { OwnEvent, Role } from "../types";
import { eventAt, lookAtSteps, show } from "./event";

/** Raises `slug-taken` where another event is at this address. */
export async function createEvent(draft: EventDraft, copyOf: string | null): Promise<OwnEvent> {
  return shown(await calls.create(bodyOf(draft, copyOf)).catch(slugTaken));
}

/** Sends what is different from `base`; raises `slug-taken` as well. */
export async function changeEvent(
  slug: string,
  base: EventDraft,
  draft: EventDraft,
): Promise<OwnEvent> {
  const changed = shown(await calls.change(slug, changesOf(base, draft)).catch(slugTaken));
  await lookAtSteps(changed.slug).catch(() => {}); // the next page asks again
  return changed;
}

/** null: the standard deck from now on. */
export async function keepDeck(slug: string, deck: DeckQuestion[] | null): Promise<void> {
  shown(await calls.change(slug, { deck }));
}

export async function deckOf(slug: string): Promise<DeckQuestion[]> {
  return (await calls.deck(slug))?.questions ?? [];
}

/** Answers whether it is gone at once; else it is told to everyone and goes later. */
export async function endEvent(slug: string): Promise<boolean> {
  const ended = await calls.end(slug);
  if (ended?.erased) show(null);
  else shown(await calls.one(slug));
  return ended?.erased ?? false;
}

/** What is known of the steps stays: it belongs to the same event. */
function shown(event: OwnEvent | undefined): OwnEvent {
  if (!event) throw new Problem("unexpected");
  show(event, eventAt(event.slug) !== null);
  return event;
}

function slugTaken(thrown: unknown): never {
  if (!(thrown instanceof Problem) || thrown.kind !== "id-taken") throw thrown;
  const errors = [{ field: "slug", message: thrown.message }];
  throw new Problem("slug-taken", thrown.status, "slug", 0, errors);
}

/** Who runs an event and who helps at its desk; my API tokens. */
export const teamOf = (slug: string) => events.team(slug);
export const appoint = (slug: string, email: string, role: Role) =>
  events.appoint(slug, { email: email.trim(), role });
export const dismiss = (slug: string, email: string) => events.dismiss(slug, email);

export const tokensOfMine = () => tokens.list();
export const revokeToken = (name: string) => tokens.revoke(name);

/** The token itself, which is told only now; `until` is its last day here, nothing for no end. */
export async function createToken(name: string, until: string): Promise<string> {
  const end = until ? new Date(`${until}T23:59:59`).toISOString() : null;
  return (await tokens.create(name.trim(), end))?.token ?? "";
}
