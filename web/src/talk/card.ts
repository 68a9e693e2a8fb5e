/** My card: what people may have of me, and whether I have been asked about it yet. */
import { signal } from "@preact/signals";
import type { Card } from "../api/types";
import { webAddress } from "../rules/links";
import { changeHere, current } from "../sign-in/session";
import { local } from "../storage/web-storage";
import { enough } from "./enough";

export const FIELDS = ["email", "phone", "link"] as const;
export type CardField = (typeof FIELDS)[number];

const KEPT_AS = "wetalked.card-asked";
const asked = signal(local.get(KEPT_AS)?.split(" ") ?? []);

/** Whether the question for my card has yet to be put at the present event. */
export function isCardToAsk(): boolean {
  const here = current.value;
  return (
    here !== null &&
    !enough.value &&
    isEmpty(here.card) &&
    !asked.value.includes(here.participant_id)
  );
}

/** It is put once, whatever the answer. */
export function cardWasAsked(): void {
  const here = current.value;
  if (!here) return;
  asked.value = [...asked.value, here.participant_id];
  local.set(KEPT_AS, asked.value.join(" "));
}

/** Show exactly these; what is left out is taken back. */
export async function keepCard(card: Partial<Record<CardField, string>>): Promise<void> {
  const whole = Object.fromEntries(
    FIELDS.map((field) => [field, tidy(field, card[field] ?? "") || null]),
  ) as Card;
  await changeHere({ card: whole });
  cardWasAsked();
}

/** A page's address may be typed without its beginning. */
function tidy(field: CardField, text: string): string {
  const typed = text.trim();
  return field === "link" && typed ? (webAddress(typed) ?? typed) : typed;
}

export function isEmpty(card: Card): boolean {
  return FIELDS.every((field) => !card[field]);
}
