/** Hears at once what the other side says: one stream of server-sent events while someone is signed in. */
import { computed, effect } from "@preact/signals";
import { LIVE } from "./api/client";
import type { Talk } from "./api/types";
import { current, me } from "./state/session";
import { drop, reload, take } from "./state/talks";

const PAUSES = [1_000, 3_000, 10_000, 30_000];

const listener = computed(() => me.value?.person.id ?? null);
const seat = computed(() => current.value?.participant_id ?? null);

let stream: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Listen from now on; the browser reconnects by itself, and we do where it gives up. */
export function listen(): void {
  effect(() => {
    disconnect();
    if (listener.value) connect();
  });
  effect(() => {
    if (seat.value) void reload();
  });
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
}

function connect(): void {
  if (stream) return;
  stream = new EventSource(LIVE);
  stream.addEventListener("hello", () => {
    failures = 0;
    void reload();
  });
  stream.addEventListener("talk", (event) => take(JSON.parse(event.data) as Talk));
  stream.addEventListener("gone", (event) => drop((JSON.parse(event.data) as { id: string }).id));
  stream.addEventListener("error", onError);
}

function disconnect(): void {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

function onError(): void {
  if (stream?.readyState !== EventSource.CLOSED) return;
  disconnect();
  timer = setTimeout(retry, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
}

/** A refused stream may mean that the session has ended: the list tells, and 401 signs out. */
async function retry(): Promise<void> {
  await reload();
  if (me.value) connect();
}

function wake(): void {
  if (document.visibilityState !== "visible" || !me.value) return;
  clearTimeout(timer);
  void retry();
}
