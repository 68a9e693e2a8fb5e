/** The stream as it comes over the wire: in pieces, refused, silent, from somebody else. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_NETWORK } from "../rules/problem";
import { listen } from "./live";

const encoder = new TextEncoder();
let wire: ReadableStreamDefaultController<Uint8Array>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What answers `GET /live`. */
function serve(
  status = 200,
  headers: Record<string, string> = { "content-type": "text/event-stream" },
) {
  vi.stubGlobal("fetch", async (_: string, { signal }: { signal: AbortSignal }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        wire = controller;
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { status, headers });
  });
}

function hear(left = new AbortController()) {
  const heard: unknown[] = [];
  const ended = listen(
    {
      hello: () => heard.push("hello"),
      talk: ({ id }) => heard.push(["talk", id]),
      gone: (id) => heard.push(["gone", id]),
      retry: (pause) => heard.push(["retry", pause]),
    },
    left.signal,
  ).then(
    () => "closed",
    (problem) => [problem.kind, problem.retryAfter],
  );
  return { heard, ended, left };
}

async function say(text: string): Promise<void> {
  wire.enqueue(encoder.encode(text));
  await vi.advanceTimersByTimeAsync(0);
}

test("what is said is heard, however it is cut on its way, and the end is told", async () => {
  serve();
  const { heard, ended } = hear();
  await vi.advanceTimersByTimeAsync(0);
  await say("event: hello\ndata: {}\nretry: 4711\n\n:\n\nevent: talk\nda");
  await say('ta: {"id": "a"}\n\nevent: talk\ndata: nonsense\n\nevent: gone\ndata: {"id": "b"}\n\n');
  wire.close();
  expect(await ended).toBe("closed");
  expect(heard).toContainEqual(["retry", 4711]);
  expect(heard.filter((one) => !String(one).startsWith("retry"))).toEqual([
    "hello",
    ["talk", "a"],
    ["gone", "b"],
  ]);
});

test("a stream without a byte for a minute has nobody at its other end", async () => {
  serve();
  const { ended } = hear();
  await vi.advanceTimersByTimeAsync(0);
  let over: unknown = null;
  void ended.then((how) => (over = how));
  for (let times = 0; times < 10; times++) {
    await vi.advanceTimersByTimeAsync(25_000);
    await say(":\n\n");
  }
  expect(over).toBe(null);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(over).toEqual([NO_NETWORK, 0]);
});

test("a server that never answers is waited for, and not for ever", async () => {
  vi.stubGlobal(
    "fetch",
    (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason))),
  );
  const { ended } = hear();
  await vi.advanceTimersByTimeAsync(21_000);
  expect(await ended).toEqual([NO_NETWORK, 0]);
});

test("a refusal tells how long to stay away", async () => {
  serve(503, { "content-type": "application/problem+json", "retry-after": "30" });
  expect(await hear().ended).toEqual(["server", 30]);
});

test("a page in the stream's place is no network", async () => {
  serve(200, { "content-type": "text/html" });
  expect(await hear().ended).toEqual([NO_NETWORK, 0]);
});

test("left, it ends at once", async () => {
  serve();
  const { ended, left } = hear();
  await vi.advanceTimersByTimeAsync(0);
  left.abort();
  expect(await ended).toEqual([NO_NETWORK, 0]);
});
