/** Which answers are our server's own, and which come from something in between. */
import { expect, test } from "vitest";
import { NO_NETWORK, Problem, problemOf } from "../rules/problem";
import { having, isOurs, notOurs, saysSignedOut, tellsTime } from "./ours";

const SIGNED_OUT = { type: "/problems/signed-out", status: 401 };
const PROBLEM = "application/problem+json";

function response(status: number, type: string | null, redirected = false): Response {
  const made = new Response(null, { status, headers: type ? { "content-type": type } : {} });
  return redirected ? Object.defineProperty(made, "redirected", { value: true }) : made;
}

test.each([
  [200, "application/json", { me: null }],
  [201, "application/json; charset=utf-8", {}],
  [204, null, undefined],
  [202, "text/plain; charset=utf-8", undefined],
  [202, "text/plain; charset=utf-8", ""],
  [200, "image/svg+xml", "<svg/>"],
  [200, "application/zip", {}],
  [401, PROBLEM, SIGNED_OUT],
  [422, PROBLEM, { type: "/problems/invalid" }],
])("%i %s is ours", (status, type, body) => {
  expect(isOurs(response(status, type), body)).toBe(true);
});

test.each([
  [200, null, undefined],
  [200, "text/html; charset=utf-8", "<h1>Welcome</h1>"],
  [200, "application/xhtml+xml", "<h1>Welcome</h1>"],
  [200, "text/plain", "OK"],
  [200, "application/json", undefined],
  [202, "text/html", "<h1>Welcome</h1>"],
  [401, "text/html", "<h1>Please sign in</h1>"],
  [401, null, undefined],
  [401, "application/json", { error: "login" }],
  [401, "application/json", SIGNED_OUT],
  [401, PROBLEM, { title: "no type" }],
  [403, "text/html", "<h1>Blocked</h1>"],
  [511, "text/html", "<h1>Log in</h1>"],
])("%i %s is not ours, and sets no clock", (status, type, body) => {
  expect(isOurs(response(status, type), body)).toBe(false);
  expect(tellsTime(response(status, type), body)).toBe(false);
});

test("what was redirected is not ours, whatever it is", () => {
  expect(isOurs(response(200, "application/json", true), {})).toBe(false);
  expect(tellsTime(response(200, "application/json", true), {})).toBe(false);
});

test("an empty answer and a file set no clock", () => {
  expect(tellsTime(response(204, null), undefined)).toBe(false);
  expect(tellsTime(response(200, "image/png"), {})).toBe(false);
});

test.each([200, 204, 302, 401, 403, 404, 407, 511])("a portal's %i means no network", (status) => {
  const answer = { status, headers: new Headers() } as Response;
  expect(notOurs(answer).kind).toBe(NO_NETWORK);
});

test("what a proxy refuses keeps its status, and when to come back", () => {
  expect(notOurs(response(413, "text/html"))).toMatchObject({ kind: "status-413", status: 413 });
  const busy = new Response("", { status: 503, headers: { "retry-after": "30" } });
  expect(notOurs(busy)).toMatchObject({ kind: "server", status: 503, retryAfter: 30 });
});

test("only our own signed-out ends the session", () => {
  const at = (type: string) => problemOf(response(401, PROBLEM), { type });
  expect(saysSignedOut(at("/problems/signed-out"))).toBe(true);
  expect(saysSignedOut(at("/problems/sign-in-failed"))).toBe(false);
  expect(saysSignedOut(at("/problems/bad-signature"))).toBe(false);
});

test("an answer without the field it must have is a portal's", () => {
  expect(having<{ me: null }>("me")({ me: null })).toEqual({ me: null });
  expect(() => having<{ me: null }>("me")({} as { me: null })).toThrow(Problem);
  expect(() => having("me")(undefined)).toThrow(Problem);
});
