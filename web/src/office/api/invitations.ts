/** The calls about invitations. */
import { answer, http } from "../../api/client";

const at = (slug: string) => ({ params: { path: { slug } } });

export const invitations = {
  far: (slug: string) => answer(http.GET("/api/v1/events/{slug}/invitations", at(slug))),
  /** Without anybody named: all who were never invited. */
  send: (slug: string, participants?: string[]) =>
    answer(
      http.POST("/api/v1/events/{slug}/invitations", {
        ...at(slug),
        body: participants ? { participants } : {},
      }),
    ),
  preview: (slug: string, participant: string) =>
    answer(
      http.GET("/api/v1/events/{slug}/participants/{participant}/invitation", {
        params: { path: { slug, participant } },
      }),
    ),
};
