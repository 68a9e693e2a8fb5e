/** The calls about an event and its four steps. */
import { all, answer, http, UNREAD } from "../../api/client";
import type { EventChange, NewEvent } from "../types";

const at = (slug: string) => ({ params: { path: { slug } } });

export const events = {
  list: () =>
    all((after) => http.GET("/api/v1/events", { params: { query: { limit: 500, ...after } } })),
  create: (body: NewEvent) => answer(http.POST("/api/v1/events", { body })),
  one: (slug: string) => answer(http.GET("/api/v1/events/{slug}", at(slug))),
  change: (slug: string, body: EventChange) =>
    answer(http.PATCH("/api/v1/events/{slug}", { ...at(slug), body })),
  end: (slug: string) => answer(http.DELETE("/api/v1/events/{slug}", at(slug))),
  steps: (slug: string) => answer(http.GET("/api/v1/events/{slug}/steps", at(slug))),
  pulse: (slug: string) => answer(http.GET("/api/v1/events/{slug}/pulse", at(slug))),
  deck: (slug: string) => answer(http.GET("/api/v1/events/{slug}/deck", at(slug))),

  followUps: (slug: string) => answer(http.GET("/api/v1/events/{slug}/follow-ups", at(slug))),
  sendFollowUps: (slug: string) => answer(http.POST("/api/v1/events/{slug}/follow-ups", at(slug))),
  sendFollowUpAgain: (slug: string, participant: string) =>
    answer(
      http.POST("/api/v1/events/{slug}/follow-ups/{participant}", {
        params: { path: { slug, participant } },
      }),
    ),
  someone: (slug: string) =>
    answer(
      http.GET("/api/v1/events/{slug}/participants", {
        params: { path: { slug }, query: { limit: 1 } },
      }),
    ).then((page) => page?.items[0] ?? null),
  previewFollowUp: (slug: string, participant: string) =>
    answer(
      http.GET("/api/v1/events/{slug}/participants/{participant}/follow-up", {
        params: { path: { slug, participant } },
      }),
    ),

  team: (slug: string) =>
    answer(http.GET("/api/v1/events/{slug}/organizers", at(slug))).then((one) => one?.items ?? []),
  appoint: (slug: string, body: { email: string; role: "organizer" | "desk" }) =>
    answer(http.POST("/api/v1/events/{slug}/organizers", { ...at(slug), body })),
  dismiss: (slug: string, email: string) =>
    answer(
      http.DELETE("/api/v1/events/{slug}/organizers", {
        params: { path: { slug }, query: { email } },
        ...UNREAD,
      }),
    ),
};
