/** Makes the app installable: keeps its shell, and opens it where no network answers. */

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Filled in by the build: the page, its scripts and styles. */
declare const __SHELL__: string[];

const SHELL = __SHELL__;
const CACHE = `shell ${SHELL.join(" ")}`;
const PAGE = "/";

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (SHELL.includes(new URL(request.url).pathname)) event.respondWith(keptFirst(request));
});

/** What an older version kept is of no use once it is gone. */
async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path)) ?? Response.error();
}
