/** Whether an answer is our server's: a Wi-Fi portal, a login page or a proxy may stand in its place. */
import { NO_NETWORK, Problem, problemOf } from "../rules/problem";

const JSON_BODY = /^application\/json\b/;
const PROBLEM_BODY = /^application\/problem\+json\b/;
const FILE_BODY = /^(application\/(pdf|zip)|image\/(svg\+xml|png)|text\/(csv|vcard))\b/;
/** What the server has taken without anything to tell. */
const WITHOUT_BODY = [202, 204];
/** What a proxy in front of the server says for itself; all else that is not ours is a portal's. */
const OF_PROXIES = [400, 413, 414, 429, 431, 500, 502, 503, 504];

/** `body` as it was parsed; undefined where there was none. */
export function isOurs(response: Response, body: unknown): boolean {
  if (response.redirected) return false;
  if (!response.ok) return isProblem(response, body);
  if (!body && WITHOUT_BODY.includes(response.status)) return true;
  return isJson(response, body) || FILE_BODY.test(typeOf(response));
}

/** Whether its `Date` is our server's clock: empty answers and files prove too little. */
export function tellsTime(response: Response, body: unknown): boolean {
  return isJson(response, body) || isProblem(response, body);
}

/** What an answer that is not ours means. */
export function notOurs(response: Response): Problem {
  return OF_PROXIES.includes(response.status) ? problemOf(response, null) : new Problem(NO_NETWORK);
}

/** The answer, if it has this field; JSON of a portal has not. */
export function having<Body extends object>(
  field: keyof Body & string,
): (body: Body | undefined) => Body {
  return (body) => {
    if (body && field in body) return body;
    throw new Problem(NO_NETWORK);
  };
}

/** Only this ends a session: any other 401 is a portal's, a proxy's, or about a code. */
export function saysSignedOut({ status, kind }: Problem): boolean {
  return status === 401 && kind === "signed-out";
}

function isJson(response: Response, body: unknown): boolean {
  const { ok, redirected } = response;
  return ok && !redirected && body !== undefined && JSON_BODY.test(typeOf(response));
}

function isProblem(response: Response, body: unknown): boolean {
  const { type } = (body ?? {}) as { type?: unknown };
  return PROBLEM_BODY.test(typeOf(response)) && typeof type === "string" && !response.redirected;
}

function typeOf({ headers }: Response): string {
  return headers.get("content-type") ?? "";
}
