/** The calls about an event and its four steps. */
import { all, answer, http, UNREAD } from "../../api/client";
import type { EventChange, NewEvent } from "../types";
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
    answer(http.GET(PATHS.organizers, at(slug))).then((one) => one?.items ?? []),
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
