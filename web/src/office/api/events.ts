/** The calls about an event and its four steps. */
import { all, answer, http } from "../../api/client";

const at = (slug: string) => ({ params: { path: { slug } } });

export const events = {
  list: () =>
    all((after) => http.GET("/api/v1/events", { params: { query: { limit: 500, ...after } } })),
  one: (slug: string) => answer(http.GET("/api/v1/events/{slug}", at(slug))),
  steps: (slug: string) => answer(http.GET("/api/v1/events/{slug}/steps", at(slug))),
  followUps: (slug: string) => answer(http.GET("/api/v1/events/{slug}/follow-ups", at(slug))),
};
