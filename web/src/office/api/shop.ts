/** The calls about an event's ticket shop, and the hook for shops that send. */
import { answer, http, UNREAD } from "../../api/client";
import type { ShopChange } from "../types";

const at = (slug: string) => ({ params: { path: { slug } } });

export const shop = {
  one: (slug: string) => answer(http.GET("/api/v1/events/{slug}/shop", at(slug))),
  keep: (slug: string, body: ShopChange) =>
    answer(http.PUT("/api/v1/events/{slug}/shop", { ...at(slug), body })),
  forget: (slug: string) =>
    answer(http.DELETE("/api/v1/events/{slug}/shop", { ...at(slug), ...UNREAD })),
  /** It is asked within seconds; what came of it is told by `one`. */
  pull: (slug: string) => answer(http.POST("/api/v1/events/{slug}/shop/pull", at(slug))),
  newSecret: (slug: string) =>
    answer(http.POST("/api/v1/events/{slug}/shop/hook/secret", at(slug))),
  endSecret: (slug: string) =>
    answer(http.DELETE("/api/v1/events/{slug}/shop/hook/secret", { ...at(slug), ...UNREAD })),
};
