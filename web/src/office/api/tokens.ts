/** The calls about my API tokens. */
import { answer, http, UNREAD } from "../../api/client";
import { PATHS } from "./paths";

export const tokens = {
  list: () => answer(http.GET(PATHS.tokens)).then((page) => page?.items ?? []),
  create: (name: string, expires_at: string | null) =>
    answer(http.POST(PATHS.tokens, { body: { name, expires_at } })),
  revoke: (name: string) =>
    answer(http.DELETE(PATHS.tokens, { params: { query: { name } }, ...UNREAD })),
};
