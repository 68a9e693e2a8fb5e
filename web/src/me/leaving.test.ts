/** Leaving: what stays of somebody on this phone, which is nothing; and changing the address. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { openBrowser, refusal, serve } from "../../test/browser";
import { meAt, signIn, talk } from "../../test/signed-in";
import { me, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";
import { local } from "../storage/web-storage";
import { contents } from "../sync/outbox";
import { addressAsked, askForAddress, dropAddress, takeAddress } from "./account";
import { gone, leaveAltogether, leaveEvent, packed } from "./leaving";

openBrowser();
const ANN = meAt();

beforeEach(async () => {
  await signIn([talk("bea")], ANN);
  await answers.set(toMe("deck day"), []);
  local.set("wetalked.sound", "on");
});

test("whoever leaves altogether is not to be found on the phone any more", async () => {
  serve({ "DELETE /me": () => undefined });
  const deck = toMe("deck day");
  await leaveAltogether(false);
  expect([me.value, gone.value, local.get("wetalked.sound")]).toEqual([null, "Ann", null]);
  const { snapshot, entries, badges } = await contents("ann");
  expect([snapshot, entries, badges, await answers.get(deck)]).toEqual([
    undefined,
    [],
    [],
    undefined,
  ]);
});

test("what the server does not take is not forgotten here", async () => {
  serve({});
  await expect(leaveAltogether(false)).rejects.toMatchObject({ kind: "no-network" });
  expect([me.value?.person.id, local.get("wetalked.sound")]).toEqual(["ann", "on"]);
});

test("whoever leaves one event stays for the others", async () => {
  const rest = { ...ANN, participations: [] };
  serve({ "DELETE /me/participations/p1": () => undefined, "GET /me": () => rest });
  expect(await leaveEvent("p1", true)).toBe(true);
  expect(me.value?.participations).toEqual([]);
  expect(local.get("wetalked.sound")).toBe("on");
});

test("everything of mine comes as one file; too many of them count by the day", async () => {
  serve({
    "GET /me/export": () => new Response("zip", { headers: { "content-type": "application/zip" } }),
  });
  expect([(await packed()).name, (await packed()).size]).toEqual(["wetalked.zip", 3]);
  serve({ "GET /me/export": () => refusal(429, "too-many") });
  await expect(packed()).rejects.toMatchObject({ kind: "too-many-exports" });
});

test("a new address is asked for, taken with its code, and forgotten after a quarter of an hour", async () => {
  serve({
    "POST /me/email": () => new Response(null, { status: 202 }),
    "PUT /me/email": () => ({ ...ANN.person, email: "new@example.org" }),
  });
  await askForAddress(" new@example.org ");
  expect(addressAsked()).toBe("new@example.org");
  await takeAddress("new@example.org", "123 456");
  expect([me.value?.person.email, addressAsked()]).toEqual(["new@example.org", null]);
  await askForAddress("other@example.org");
  vi.useFakeTimers({ now: Date.now() + 16 * 60_000, toFake: ["Date"] });
  me.value = { ...ANN };
  expect(addressAsked()).toBe(null);
  vi.useRealTimers();
  dropAddress();
});
