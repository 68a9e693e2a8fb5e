/** The calls about an event and its four steps. */
import { all, answer, http, UNREAD } from "../../api/client";
import type { EventChange, NewEvent, ShopChange } from "../types";
import { PATHS } from "./paths";

const at = (slug: string) => ({ params: { path: { slug } } });

export const events = {
  list: () =>
    all((after) => http.GET(PATHS.events, { params: { query: { limit: 500, ...after } } })),
  create: (body: NewEvent) => answer(http.POST(PATHS.events, { body })),
  one: (slug: string) => answer(http.GET(PATHS.event, at(slug))),
  change: (slug: string, body: EventChange) =>
    answer(http.PATCH(PATHS.event, { ...at(slug), body })),
  end: (slug: string) => answer(http.DELETE(PATHS.event, at(slug))),
  steps: (slug: string) => answer(http.GET(PATHS.steps, at(slug))),
  pulse: (slug: string) => answer(http.GET(PATHS.pulse, at(slug))),
  deck: (slug: string) => answer(http.GET(PATHS.deck, at(slug))),

  followUps: (slug: string) => answer(http.GET(PATHS.followUps, at(slug))),
  sendFollowUps: (slug: string) => answer(http.POST(PATHS.followUps, at(slug))),
  sendFollowUpAgain: (slug: string, participant: string) =>
    answer(
      http.POST(PATHS.followUpAgain, {
        params: { path: { slug, participant } },
      }),
    ),
  someone: (slug: string) =>
    answer(
      http.GET(PATHS.participants, {
        params: { path: { slug }, query: { limit: 1 } },
      }),
    ).then((page) => page?.items[0] ?? null),
  previewFollowUp: (slug: string, participant: string) =>
    answer(
      http.GET(PATHS.participantFollowUp, {
        params: { path: { slug, participant } },
      }),
    ),

  team: (slug: string) =>
    answer(http.GET(PATHS.organizers, at(slug))).then((list) => list?.items ?? []),
  appoint: (slug: string, body: { email: string; role: "organizer" | "desk" }) =>
    answer(http.POST(PATHS.organizers, { ...at(slug), body })),
  dismiss: (slug: string, email: string) =>
    answer(
      http.DELETE(PATHS.organizers, {
        params: { path: { slug }, query: { email } },
        ...UNREAD,
      }),
    ),
};

/** The calls about invitations. */
export const invitations = {
  far: (slug: string) => answer(http.GET(PATHS.invitations, at(slug))),
  /** Without anybody named: all who were never invited. */
  send: (slug: string, participants?: string[]) =>
    answer(
      http.POST(PATHS.invitations, {
        ...at(slug),
        body: participants ? { participants } : {},
      }),
    ),
  preview: (slug: string, participant: string) =>
    answer(
      http.GET(PATHS.participantInvitation, {
        params: { path: { slug, participant } },
      }),
    ),
};

/** The calls about an event's ticket shop, and the hook for shops that send. */
export const shop = {
  one: (slug: string) => answer(http.GET(PATHS.shop, at(slug))),
  keep: (slug: string, body: ShopChange) => answer(http.PUT(PATHS.shop, { ...at(slug), body })),
  forget: (slug: string) => answer(http.DELETE(PATHS.shop, { ...at(slug), ...UNREAD })),
  /** It is asked within seconds; what came of it is told by `one`. */
  pull: (slug: string) => answer(http.POST(PATHS.shopPull, at(slug))),
  newSecret: (slug: string) => answer(http.POST(PATHS.shopHookSecret, at(slug))),
  endSecret: (slug: string) =>
    answer(http.DELETE(PATHS.shopHookSecret, { ...at(slug), ...UNREAD })),
};

/** The calls about my API tokens. */
export const tokens = {
  list: () => answer(http.GET(PATHS.tokens)).then((page) => page?.items ?? []),
  create: (name: string, expires_at: string | null) =>
    answer(http.POST(PATHS.tokens, { body: { name, expires_at } })),
  revoke: (name: string) =>
    answer(http.DELETE(PATHS.tokens, { params: { query: { name } }, ...UNREAD })),
};
