/** The calls about invitations. */
import { answer, http } from "../../api/client";
import { PATHS } from "./paths";

const at = (slug: string) => ({ params: { path: { slug } } });

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
