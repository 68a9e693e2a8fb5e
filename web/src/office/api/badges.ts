/** The calls about the sheet of badges. */
import { answer, http, LONG } from "../../api/client";
import type { Wish } from "../rules/wish";
import { PATHS } from "./paths";

const PDF = { parseAs: "blob", fetch: LONG } as const;

export const badges = {
  sheet: (slug: string) => answer(http.GET(PATHS.badges, { params: { path: { slug } } })),
  pdf: (slug: string, query: Wish & Whose) =>
    answer(http.GET(PATHS.badgesPdf, { params: { path: { slug }, query }, ...PDF })),
  /** One badge, and when it was made. */
  label: async (slug: string, query: Wish & { participant: string }) => {
    const made = http.GET(PATHS.badgesPdf, {
      params: { path: { slug }, query },
      ...PDF,
    });
    const body = await answer(made);
    return { body, at: new Date((await made).response.headers.get("date") ?? 0).toISOString() };
  },
  /** The sheet made at this moment is on paper: of these, or of all that were not printed yet. */
  print: (slug: string, at: string, participants?: string[]) =>
    answer(
      http.POST(PATHS.badgesPrinted, {
        params: { path: { slug } },
        body: { at, ...(participants && { participants }) },
      }),
    ),
  /** The badges of one moment come with the next ones again. */
  unprint: (slug: string, printed_at: string) =>
    answer(
      http.POST(PATHS.badgesUnprinted, {
        params: { path: { slug } },
        body: { printed_at },
      }),
    ),
};

interface Whose {
  only?: "unprinted";
  sort?: "family" | "given" | "list";
  printed_at?: string;
}
