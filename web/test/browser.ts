/** As much of a browser as state needs: a page that can be hidden, and a network that can be gone. */
import { vi } from "vitest";

export const page = Object.assign(new EventTarget(), {
  visibilityState: "visible" as "visible" | "hidden",
  documentElement: { lang: "" },
});
const browser = new EventTarget();

/** Stand for the browser's own globals, before anything is started. */
export function openBrowser(): void {
  vi.stubGlobal("document", page);
  const location = { pathname: "/", host: "talk.example", search: "" };
  const move = (_: unknown, __: string, to: string) => {
    location.pathname = to;
  };
  vi.stubGlobal("history", { pushState: move, replaceState: move });
  vi.stubGlobal("location", location);
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("addEventListener", browser.addEventListener.bind(browser));
}

/** The browser tells of something: `online`, `offline`. */
export function tell(name: string): void {
  browser.dispatchEvent(new Event(name));
}

export function show(visibility: "visible" | "hidden"): void {
  page.visibilityState = visibility;
  page.dispatchEvent(new Event("visibilitychange"));
}

/** What the server answers to each call, by method and path; a missing one finds no network. */
export type Answers = Record<string, (body: unknown) => unknown>;

/** Stand for the server; answers the calls that were made. */
export function serve(answers: Answers): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") return answers[`GET ${request}`]?.(undefined) ?? noNetwork();
    const call = `${request.method} ${new URL(request.url).pathname.replace("/api/v1", "")}`;
    calls.push(call);
    const answer = answers[call];
    if (!answer) return noNetwork();
    const text = await request.text();
    const body = answer(text ? JSON.parse(text) : undefined);
    const headers = { date: new Date().toUTCString() };
    if (body instanceof Response) return body;
    return body === undefined
      ? new Response(null, { status: 204, headers })
      : Response.json(body, { headers });
  });
  return calls;
}

/** The server refuses, by a problem of this name. */
export function refusal(status: number, name: string): Response {
  const body = JSON.stringify({ type: `/problems/${name}`, status });
  return new Response(body, { status, headers: { "content-type": "application/problem+json" } });
}

export function noNetwork(): never {
  throw new TypeError("no network");
}

/** A stream of live updates that says hello, and then stays open. */
export function liveStream(): Response {
  const hello = new TextEncoder().encode("event: hello\ndata: {}\n\n");
  const body = new ReadableStream({ start: (stream) => stream.enqueue(hello) });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
