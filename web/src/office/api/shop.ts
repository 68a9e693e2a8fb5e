/** The calls about an event's ticket shop, and the hook for shops that send. */
import { answer, http, UNREAD } from "../../api/client";
import type { ShopChange } from "../types";
import { PATHS } from "./paths";

const at = (slug: string) => ({ params: { path: { slug } } });

export const shop = {
  one: (slug: string) => answer(http.GET(PATHS.shop, at(slug))),
  keep: (slug: string, body: ShopChange) => answer(http.PUT(PATHS.shop, { ...at(slug), body })),
  forget: (slug: string) => answer(http.DELETE(PATHS.shop, { ...at(slug), ...UNREAD })),
  /** It is asked within seconds; what came of it is told by `one`. */
  pull: (slug: string) => answer(http.POST(PATHS.shopPull, at(slug))),
  newSecret: (slug: string) => answer(http.POST(PATHS.shopHookSecret, at(slug))),
  endSecret: (slug: string) =>
    answer(http.DELETE(PATHS.shopHookSecret, { ...at(slug), ...UNREAD })),
};
