/** Every call the phone app makes to the server, typed; those of the organizers' pages are in `office/api`. */
import createClient from "openapi-fetch";
import { NO_NETWORK, Problem, problemOf } from "../rules/problem";
import { correctBy } from "../storage/clock";
import { having, isOurs, notOurs, saysSignedOut, tellsTime } from "./ours";
import { PATHS } from "./paths";
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
    answer(http.POST(PATHS.signIn, { body: who, ...UNREAD })),
  linkOwner: (token: string) => answer(http.POST(PATHS.links, { body: { token } })),
  signIn: (body: SignIn) => answer(http.POST(PATHS.sessions, { body })),
  signOut: () => endSession("current"),
  endSession,
  endOtherSessions: () => answer(http.DELETE(PATHS.sessions)),
  devices: () => answer(http.GET(PATHS.devices)).then((listed) => listed?.items ?? []),

  /** Nobody being signed in is no problem here. */
  whoIsHere: () =>
    answer(http.GET(PATHS.session))
      .then(having("me"))
      .then((here) => here.me),
  me: () => answer(http.GET(PATHS.me)).then(having("person")),
  changeMe: (body: PersonChange) => answer(http.PATCH(PATHS.me, { body })),
  askForAddress: (email: string) => answer(http.POST(PATHS.email, { body: { email }, ...UNREAD })),
  takeAddress: (body: { email: string; code: string }) => answer(http.PUT(PATHS.email, { body })),
  everything: () => answer(http.GET(PATHS.export, { parseAs: "blob" })),
  leave: (leave_card: boolean) =>
    answer(http.DELETE(PATHS.me, { params: { query: { leave_card } } })),
  leaveEvent: (participant: string, leave_card: boolean) =>
    answer(
      http.DELETE(PATHS.participation, {
        params: { path: { participant }, query: { leave_card } },
      }),
    ),
  changeParticipation: (participant: string, body: ParticipationChange) =>
    answer(
      http.PATCH(PATHS.participation, {
        params: { path: { participant } },
        body,
      }),
    ),
  newOwnCode: () => answer(http.POST(PATHS.ownCode)),
  reissueBadge: (participant: string) =>
    answer(
      http.POST(PATHS.badge, {
        params: { path: { participant } },
        ...UNREAD,
      }),
    ),
  blocks: () =>
    all((after) => http.GET(PATHS.blocks, { params: { query: { limit: 500, ...after } } })),
  unblock: (block: string) => answer(http.DELETE(PATHS.block, { params: { path: { block } } })),

  followUp: (event: string) => answer(http.GET(PATHS.followUp, { params: { query: { event } } })),
  badgePicture: (participant: string) =>
    answer(
      http.GET(PATHS.badgePicture, {
        params: { path: { participant } },
        ...UNREAD,
      }),
    ),
  deck: (slug: string) => answer(http.GET(PATHS.deck, { params: { path: { slug } } })),
};

function endSession(session: string) {
  return answer(http.DELETE(PATHS.device, { params: { path: { session } } }));
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
