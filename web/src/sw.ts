/** Makes the app installable: opens the shell where no network answers. */

const worker = self as unknown as ServiceWorkerGlobalScope;

const SHELL = "shell-1";

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/")));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => shell()));
});

async function shell(): Promise<Response> {
  return (await caches.match("/")) ?? Response.error();
}
