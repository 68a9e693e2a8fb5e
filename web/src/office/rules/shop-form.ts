/** The settings of a ticket shop: what stands in the form, and what of it is sent. */
import type { Shop, ShopChange } from "../types";

/** Minutes from one asking to the next, as they are offered. */
export const USUAL = [15, 60, 1440] as const;
export type Usual = (typeof USUAL)[number];

export interface ShopDraft {
  url: string;
  /** Minutes; empty: only when asked. */
  every: string;
  pending: boolean;
  /** Of an event series, the number of the one date; empty: all there is. */
  subevent: string;
}

export function draftOf({ url, every_minutes, pending, subevent }: Shop): ShopDraft {
  const every = every_minutes === null ? "" : String(every_minutes);
  return { url: url ?? "", every, pending, subevent: subevent === null ? "" : String(subevent) };
}

/** Without a token that was typed the one that is kept stays. */
export function bodyOf({ url, every, pending, subevent }: ShopDraft, token: string): ShopChange {
  return {
    url: url.trim(),
    ...(token.trim() && { token: token.trim() }),
    pending,
    subevent: subevent ? Number(subevent) : null,
    every_minutes: every ? Number(every) : null,
  };
}

export function isUsual(minutes: number): minutes is Usual {
  return (USUAL as readonly number[]).includes(minutes);
}
