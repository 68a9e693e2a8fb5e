/** The ticket shop of an event: how it is asked, what came of it, and the hook beside it. */
import { signal } from "@preact/signals";
import { Problem } from "../../rules/problem";
import { shop as calls } from "../api/events";
import type { Shop, ShopChange } from "../types";
import { moved } from "./people";

/** Of one event; null until known. */
export const shop = signal<{ slug: string; now: Shop } | null>(null);
/** A look that was overtaken, by another or by a change, does not count. */
let requests = 0;

export async function lookAtShop(slug: string): Promise<void> {
  const mine = ++requests;
  const now = await calls.one(slug);
  if (now && mine === requests) showShop(slug, now);
}

/** Keeps the settings; they are shown only by `showShop`, when the form has let go of its own. */
export async function keepShop(slug: string, body: ShopChange): Promise<Shop> {
  return there(await calls.keep(slug, body));
}

export function showShop(slug: string, now: Shop): void {
  requests++;
  const before = shop.value?.slug === slug ? shop.value.now : null;
  shop.value = { slug, now };
  if (before && now.pulled_at !== before.pulled_at) moved(slug);
}

export async function askShop(slug: string): Promise<void> {
  showShop(slug, there(await calls.pull(slug)));
}

export async function forgetShop(slug: string): Promise<void> {
  await calls.forget(slug);
  await lookAtShop(slug);
}

/** The secret itself, which is told only now. */
export async function newSecret(slug: string): Promise<string> {
  const { secret, ...hook } = there(await calls.newSecret(slug));
  if (shop.value?.slug === slug) showShop(slug, { ...shop.value.now, hook });
  return secret ?? "";
}

export async function endSecret(slug: string): Promise<void> {
  await calls.endSecret(slug);
  if (shop.value?.slug === slug) showShop(slug, { ...shop.value.now, hook: null });
}

function there<Answer>(answer: Answer | undefined): Answer {
  if (answer === undefined) throw new Problem("unexpected");
  return answer;
}
