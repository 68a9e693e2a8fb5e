/** Hears at once what the other side says: one stream of server-sent events while someone is signed in. */
import { computed, effect } from "@preact/signals";
import { LIVE } from "./api/client";
import type { Talk } from "./api/types";
import { reachable, sync } from "./state/phone";
import { me } from "./state/session";
import { drop, take } from "./state/talks";

const PAUSES = [1_000, 3_000, 10_000, 30_000];

const listener = computed(() => me.value?.person.id ?? null);

let stream: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Listen from now on; the browser reconnects by itself, and we do where it gives up. */
export function listen(): void {
  effect(() => {
    disconnect();
    if (listener.value) connect();
  });
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
}

function connect(): void {
  if (stream) return;
  stream = new EventSource(LIVE);
  stream.addEventListener("hello", () => {
    failures = 0;
    void sync();
  });
  stream.addEventListener("talk", (event) => void take(JSON.parse(event.data) as Talk));
  stream.addEventListener("gone", ({ data }) => void drop((JSON.parse(data) as { id: string }).id));
  stream.addEventListener("error", onError);
}

function disconnect(): void {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

/** A broken stream says that the network may be gone: sending tells, once. */
function onError(): void {
  if (reachable.value) void sync();
  if (stream?.readyState !== EventSource.CLOSED) return;
  disconnect();
  timer = setTimeout(retry, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
}

/** A refused stream may mean that the session has ended: sending tells, and 401 signs out. */
async function retry(): Promise<void> {
  await sync();
  if (me.value) connect();
}

function wake(): void {
  if (document.visibilityState !== "visible" || !me.value) return;
  clearTimeout(timer);
  void retry();
}
