/** A part of the app that does not come: why, and whether a newer version is taken by itself. */
import { beforeEach, expect, test, vi } from "vitest";
import { openBrowser } from "../../test/browser";
import { tab } from "../storage/web-storage";
import { stay } from "./unsaved";
import { bring, mendByNewVersion, takeByItself } from "./version";

openBrowser();
const reload = vi.fn();
const HERE = new URL("./version.ts", import.meta.url).pathname;
let page: string | null;

beforeEach(() => {
  tab.clear();
  reload.mockClear();
  vi.stubGlobal("location", { pathname: "/", reload });
  vi.stubGlobal("fetch", async () => {
    if (page === null) throw new TypeError("no network");
    return new Response(page);
  });
});

vi.spyOn(console, "error").mockImplementation(() => {}); // each is told there
const broken = () => Promise.reject(new TypeError("failed to fetch"));

test("a part that comes is handed on", async () => {
  await expect(bring(async () => "part")).resolves.toBe("part");
});

test.each([
  ["the server cannot be reached", null, "no-network"],
  ["a portal answers in its place", "<html>Wi-Fi</html>", "no-network"],
  ["the server has another version", '<script src="/assets/index-NEW.js">', "new-version"],
])("where %s, it is said so", async (_, answer, kind) => {
  page = answer;
  await expect(bring(broken)).rejects.toMatchObject({ kind });
});

test("a newer version is taken once by itself, and not again where that did not help", async () => {
  page = '<script src="/assets/index-NEW.js">';
  await mendByNewVersion();
  await mendByNewVersion();
  expect([reload.mock.calls.length, tab.get("wetalked.version-taken")]).toEqual([1, HERE]);
});

test("nothing that is under way is lost for it", async () => {
  const leave = stay();
  expect([await takeByItself(), reload.mock.calls.length]).toEqual([false, 0]);
  leave();
  expect(await takeByItself()).toBe(true);
});
