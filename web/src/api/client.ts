/** Every call the phone app makes to the server, typed; those of the organizers' pages are in `office/api`. */
import createClient from "openapi-fetch";
import type { SyncOperation } from "../rules/operation";
import { NO_NETWORK, Problem, problemOf } from "../rules/problem";
import { correctBy } from "../storage/clock";
import { having, isOurs, notOurs, saysSignedOut, tellsTime } from "./ours";
import type { paths } from "./schema";
import type { Listed, ParticipationChange, PersonChange, SignIn } from "./types";

const PATIENCE = 20_000;

export const http = createClient<paths>({
  baseUrl: "/",
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE) }),
});

/** For calls that take their time: long lists, many badges. */
export const LONG = (request: Request) =>
  fetch(request, { signal: AbortSignal.timeout(15 * PATIENCE) });

/** For answers whose body says nothing to us, or is empty. */
export const UNREAD = { parseAs: "text" } as const;

let whenSignedOut = () => {};

/** What to do when an answer says that the session has ended. */
export function onSignedOut(then: () => void): void {
  whenSignedOut = then;
}

export const api = {
  requestCode: (who: { email: string } | { badge: string }) =>
    answer(http.POST("/api/v1/sign-in", { body: who, ...UNREAD })),
  linkOwner: (token: string) => answer(http.POST("/api/v1/links", { body: { token } })),
  signIn: (body: SignIn) => answer(http.POST("/api/v1/sessions", { body })),
  signOut: () => endSession("current"),
  endSession,
  endOtherSessions: () => answer(http.DELETE("/api/v1/sessions")),
  devices: () => answer(http.GET("/api/v1/me/sessions")).then((listed) => listed?.items ?? []),

  /** Nobody being signed in is no problem here. */
  whoIsHere: () =>
    answer(http.GET("/api/v1/session"))
      .then(having("me"))
      .then((here) => here.me),
  me: () => answer(http.GET("/api/v1/me")).then(having("person")),
  changeMe: (body: PersonChange) => answer(http.PATCH("/api/v1/me", { body })),
  askForAddress: (email: string) =>
    answer(http.POST("/api/v1/me/email", { body: { email }, ...UNREAD })),
  takeAddress: (body: { email: string; code: string }) =>
    answer(http.PUT("/api/v1/me/email", { body })),
  everything: () => answer(http.GET("/api/v1/me/export", { parseAs: "blob" })),
  leave: (leave_card: boolean) =>
    answer(http.DELETE("/api/v1/me", { params: { query: { leave_card } } })),
  leaveEvent: (participant: string, leave_card: boolean) =>
    answer(
      http.DELETE("/api/v1/me/participations/{participant}", {
        params: { path: { participant }, query: { leave_card } },
      }),
    ),
  changeParticipation: (participant: string, body: ParticipationChange) =>
    answer(
      http.PATCH("/api/v1/me/participations/{participant}", {
        params: { path: { participant } },
        body,
      }),
    ),
  newOwnCode: () => answer(http.POST("/api/v1/me/own-code")),
  reissueBadge: (participant: string) =>
    answer(
      http.POST("/api/v1/me/participations/{participant}/badge", {
        params: { path: { participant } },
        ...UNREAD,
      }),
    ),
  blocks: () =>
    all((after) => http.GET("/api/v1/me/blocks", { params: { query: { limit: 500, ...after } } })),
  unblock: (block: string) =>
    answer(http.DELETE("/api/v1/me/blocks/{block}", { params: { path: { block } } })),

  sync: (body: { person: string; operations: SyncOperation[]; since: string | null }) =>
    answer(http.POST("/api/v1/sync", { body })).then(having("results")),
  showCard: (talk: string, shown: boolean) =>
    answer(http.PUT("/api/v1/talks/{talk}/card", { params: { path: { talk } }, body: { shown } })),
  block: (talk: string) =>
    answer(http.POST("/api/v1/talks/{talk}/block", { params: { path: { talk } }, ...UNREAD })),

  followUp: (event: string) =>
    answer(http.GET("/api/v1/follow-up", { params: { query: { event } } })),
  badgePicture: (participant: string) =>
    answer(
      http.GET("/api/v1/me/participations/{participant}/badge.svg", {
        params: { path: { participant } },
        ...UNREAD,
      }),
    ),
  deck: (slug: string) =>
    answer(http.GET("/api/v1/events/{slug}/deck", { params: { path: { slug } } })),
};

export const LIVE = "/api/v1/live";

function endSession(session: string) {
  return answer(http.DELETE("/api/v1/sessions/{session}", { params: { path: { session } } }));
}

interface Got<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call answers (nothing for a 204), or a thrown `Problem`. */
export async function answer<T>(call: Promise<Got<T>>): Promise<T | undefined> {
  const got = await call.catch(() => {
    throw new Problem(NO_NETWORK);
  });
  const { response } = got;
  const body = response.ok ? got.data : got.error;
  if (!isOurs(response, body)) throw notOurs(response);
  if (tellsTime(response, body)) correctBy(response.headers.get("date"));
  if (response.ok) return got.data;
  const problem = problemOf(response, body);
  if (saysSignedOut(problem)) whenSignedOut();
  throw problem;
}

/** All pages of a list. */
export async function all<Item>(
  page: (after: { after?: string }) => Promise<Got<Listed<Item>>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null | undefined = null;
  do {
    const got: Listed<Item> | undefined = await answer(page(next ? { after: next } : {}));
    items.push(...(got?.items ?? []));
    next = got?.next;
  } while (next);
  return items;
}
