/** The calls about an event's people: found, brought in, corrected and removed. */
import { answer, http, LONG, UNREAD } from "../../api/client";
import type { ParticipantChange } from "../types";
import { PATHS } from "./paths";

/** How many come at once; a page that asks for all of a name takes as many as there may be. */
const A_PART = 50;
export const MOST = 500;

const at = (slug: string, participant: string) => ({
  params: { path: { slug, participant } },
});

export const people = {
  find: (slug: string, q: string, after: string | null, limit = A_PART) =>
    answer(
      http.GET(PATHS.participants, {
        params: { path: { slug }, query: { q, limit, ...(after && { after }) } },
      }),
    ),
  one: (slug: string, id: string) => answer(http.GET(PATHS.participant, at(slug, id))),
  /** `columns` corrects what the server guesses, from a field to the heading of its column. */
  list: (slug: string, file: Blob, columns: Record<string, string>, dry_run: boolean) =>
    answer(
      http.POST(PATHS.participants, {
        params: { path: { slug }, query: { dry_run, ...columns } },
        body: file as unknown as string,
        bodySerializer: () => file,
        headers: { "content-type": "text/csv" },
        fetch: LONG,
      }),
    ),
  add: (slug: string, participants: { name: string; email?: string | null }[]) =>
    answer(
      http.POST(PATHS.participants, {
        params: { path: { slug } },
        body: { participants },
      }),
    ),
  change: (slug: string, id: string, body: ParticipantChange) =>
    answer(http.PATCH(PATHS.participant, { ...at(slug, id), body })),
  remove: (slug: string, id: string) => answer(http.DELETE(PATHS.participant, at(slug, id))),
  reissue: (slug: string, id: string) => answer(http.POST(PATHS.participantBadge, at(slug, id))),
  link: (slug: string, id: string) => answer(http.POST(PATHS.participantLink, at(slug, id))),
  newPlace: (slug: string, id: string) =>
    answer(http.POST(PATHS.participantNewPlace, at(slug, id))),
  symbol: (slug: string, id: string) =>
    answer(
      http.GET(PATHS.participantSymbol, {
        ...at(slug, id),
        ...UNREAD,
      }),
    ),
};
