/** The stream of `GET /live`: what the other side says, as it says it. */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { PATHS } from "../api/paths";
import type { Talk } from "../api/types";
import { asProblem, NO_NETWORK, Problem, problemOf } from "../rules/problem";
import { correctBy } from "../storage/clock";

/** How long it may take until the server answers, in milliseconds. */
const OPENING = 20_000;
/** The server says something every 25 s: after this long without a byte there is nobody at the other end. */
const SILENCE = 60_000;

export interface Hearing {
  hello(): void;
  talk(talk: Talk): void;
  gone(id: string): void;
  /** After how many milliseconds to come back when the stream ends. */
  retry(pause: number): void;
}

/** Hear until the server ends the stream; throws the `Problem` for which it could not go on. */
export async function listen(hearing: Hearing, left: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  left.addEventListener("abort", end);
  let timer = setTimeout(end, OPENING);
  const beAlive = () => {
    clearTimeout(timer);
    timer = setTimeout(end, SILENCE);
  };
  try {
    await read(await opened(stop.signal), parserOf(hearing), beAlive);
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : new Problem(NO_NETWORK);
  } finally {
    clearTimeout(timer);
    left.removeEventListener("abort", end);
  }
}

async function opened(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers = { accept: "text/event-stream" };
  const response = await fetch(PATHS.live, { signal, headers, cache: "no-store" });
  const isStream = (response.headers.get("content-type") ?? "").startsWith("text/event-stream");
  if (!response.ok) throw problemOf(response, null);
  if (!isStream || !response.body) throw new Problem(NO_NETWORK);
  correctBy(response.headers.get("date"));
  return response.body;
}

async function read(
  body: ReadableStream<Uint8Array>,
  parser: { feed(text: string): void },
  beAlive: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    beAlive();
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

function parserOf(hearing: Hearing) {
  return createParser({ onEvent: (event) => hear(hearing, event), onRetry: hearing.retry });
}

/** A line that nobody can read must not end the stream. */
function hear(hearing: Hearing, { event, data }: EventSourceMessage): void {
  try {
    if (event === "hello") hearing.hello();
    else if (event === "talk") hearing.talk(JSON.parse(data) as Talk);
    else if (event === "gone") hearing.gone((JSON.parse(data) as { id: string }).id);
  } catch (thrown) {
    asProblem(thrown);
  }
}
