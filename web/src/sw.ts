/** Keeps the app on the phone, so that it opens at once, with or without a network. */
import { servedElsewhere } from "./rules/elsewhere";

const worker = self as unknown as ServiceWorkerGlobalScope;

/**
 * Filled in by the build: `first` opens the app, `later` is what its views bring when needed,
 * `office` is what organizers alone need.
 */
declare const __BUILD__: Record<"first" | "later" | "office", string[]> &
  Record<"version" | "entry", string>;

const { version, entry, first, later, office } = __BUILD__;
const CACHE = `app ${version}`;
const PAGE = "/";
/** The same page, with the headers that the server gives to pages whose address is a secret. */
const LINKS = "/join/";
const LINK_PAGE = `${LINKS}kept`;
const PAGES = [PAGE, LINK_PAGE];
/** How long a page may take to answer, in milliseconds. */
const SILENCE = 500;
const FILES = [...first, ...later];

/** A first visit waits for the smallest part; a new version waits until all of it is there. */
worker.addEventListener("install", (event) => {
  event.waitUntil(wanted().then((files) => keep([...PAGES, ...files])));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetUnused().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(worker.skipWaiting());
  if (event.data === "keep all") event.waitUntil(keepAll(event.ports[0]));
});

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && !servedElsewhere(pathname))
    event.respondWith(fromCache(pathname.startsWith(LINKS) ? LINK_PAGE : PAGE, event.request));
  else if (FILES.includes(pathname)) event.respondWith(fromCache(pathname, event.request));
  else if (office.includes(pathname)) event.respondWith(keptFromNowOn(pathname, event.request));
  else if (pathname.startsWith("/assets/")) event.respondWith(ofOlder(event.request));
});

async function wanted(): Promise<string[]> {
  if (!worker.registration.active) return first;
  return (await isOfficeKept()) ? [...FILES, ...office] : FILES;
}

/** Whoever has opened the organizers' pages here gets their next version together with the app's. */
async function isOfficeKept(): Promise<boolean> {
  const all = await Promise.all((await caches.keys()).map(async (name) => caches.open(name)));
  const fromCache = await Promise.all(all.map((cache) => cache.keys()));
  return fromCache.flat().some(({ url }) => url.includes("/assets/office"));
}

/** Keeps what is missing, and answers whether everything is there now. */
async function keepAll(answer?: MessagePort): Promise<void> {
  const all = keep([...PAGES, ...FILES]);
  answer?.postMessage(
    await all.then(
      () => true,
      () => false,
    ),
  );
  await forgetUnused();
}

async function keep(paths: string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const missing = await Promise.all(
    paths.map(async (path) => ((await cache.match(path)) ? [] : path)),
  );
  await Promise.all(missing.flat().map(async (path) => cache.put(path, await bring(path))));
}

/** A file from here; its name changes with its content, so an older version's copy will do. */
async function bring(path: string): Promise<Response> {
  const copy = PAGES.includes(path) ? undefined : await caches.match(path);
  const answer = copy ?? (await fetch(path, { cache: "no-cache" }));
  if (await isOurs(path, answer)) return answer;
  throw new Error(`${path}: something else has answered`);
}

/** A captive portal answers everything with a page of its own, and says that all is well. */
async function isOurs(path: string, answer: Response): Promise<boolean> {
  if (!answer.ok || answer.redirected) return false;
  if (PAGES.includes(path)) return (await answer.clone().text()).includes(entry);
  return !answer.headers.get("content-type")?.startsWith("text/html");
}

async function fromCache(path: string, request: Request): Promise<Response> {
  return (await copyOf(path).catch(() => undefined)) ?? fetch(request);
}

async function keptFromNowOn(path: string, request: Request): Promise<Response> {
  await keep([path]).catch(() => {});
  return fromCache(path, request);
}

async function copyOf(path: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(path);
}

/** What a page of an older version still asks for. */
async function ofOlder(request: Request): Promise<Response> {
  return (await caches.match(request.url).catch(() => undefined)) ?? fetch(request);
}

/** Pages of an older version in which something is unsaved stay, and so do their files. */
async function forgetUnused(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const staying = await Promise.all(pages.map(stays));
  if (!staying.includes(true)) await forgetOlder();
}

/** A page that sleeps does not answer. */
function stays(page: Client): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  page.postMessage("do you stay?", [port2]);
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => answer(data === true);
    setTimeout(() => answer(false), SILENCE);
  });
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}
