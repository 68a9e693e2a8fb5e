/** The calls about my API tokens. */
import { answer, http, UNREAD } from "../../api/client";

export const tokens = {
  list: () => answer(http.GET("/api/v1/tokens")).then((page) => page?.items ?? []),
  create: (name: string, expires_at: string | null) =>
    answer(http.POST("/api/v1/tokens", { body: { name, expires_at } })),
  revoke: (name: string) =>
    answer(http.DELETE("/api/v1/tokens", { params: { query: { name } }, ...UNREAD })),
};
