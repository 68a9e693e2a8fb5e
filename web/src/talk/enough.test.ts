/** What this phone asks by itself, and what it does not: "enough for today", quiet mode, my card, the moment. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openBrowser, serve, show } from "../../test/browser";
import { meAt, signIn, talk } from "../../test/signed-in";
import { me } from "../sign-in/session";
import { local } from "../storage/web-storage";
import { isAskedAbout, toAskAbout } from "./asking";
import { cardWasAsked, isCardToAsk, keepCard } from "./card";
import { enough, enoughNow, evening, sayEnough, takeEnoughBack, watchDay } from "./enough";
import { firstSight } from "./moment";

const HOUR = 3_600_000;
openBrowser();
watchDay();

beforeEach(async () => {
  local.clear();
  await signIn([talk("bea", "waiting_for_you"), talk("cid", "waiting_for_you")]);
  takeEnoughBack();
  show("visible");
});
afterEach(() => vi.useRealTimers());

/** The clock has gone on, and the app is looked at again. */
function later(hours: number): void {
  vi.useFakeTimers({ now: Date.now() + hours * HOUR, toFake: ["Date"] });
  show("visible");
}

test("whoever waits first is asked about, until enough is said for today", () => {
  expect(toAskAbout.value?.id).toBe("bea");
  sayEnough();
  expect([toAskAbout.value, enough.value]).toEqual([undefined, enoughNow.value]);
  takeEnoughBack();
  expect(toAskAbout.value?.id).toBe("bea");
});

test("enough ends with the follow-up", () => {
  sayEnough();
  later(23);
  expect(enough.value).not.toBe(null);
  later(2);
  expect([enough.value, enoughNow.value]).toEqual([null, null]);
});

test("in quiet mode nobody is asked about before the evening", async () => {
  await signIn([talk("bea", "waiting_for_you")], meAt({ quiet: true }));
  expect([evening.value, toAskAbout.value]).toEqual([false, undefined]);
  later(7.5);
  expect([evening.value, toAskAbout.value?.id]).toEqual([true, "bea"]);
  isAskedAbout("bea");
  expect(toAskAbout.value?.id).toBe("bea");
  expect(local.get("wetalked.asked-about")).toContain("bea");
});

test("my card is asked for once at an event, and not after enough", () => {
  expect(isCardToAsk()).toBe(true);
  sayEnough();
  expect(isCardToAsk()).toBe(false);
  takeEnoughBack();
  cardWasAsked();
  expect(isCardToAsk()).toBe(false);
});

test("a card shows exactly what was chosen, and a page's address may come without its beginning", async () => {
  let sent: unknown;
  const place = me.value?.participations[0];
  serve({
    "PATCH /me/participations/p1": (body) => {
      sent = body;
      return { ...place, card: { link: "https://ann.example/" } };
    },
  });
  await keepCard({ link: " ann.example " });
  expect(sent).toEqual({ card: { email: null, phone: null, link: "https://ann.example" } });
  expect(isCardToAsk()).toBe(false);
});

test("the moment is celebrated once for each talk", () => {
  expect([firstSight("bea"), firstSight("bea"), firstSight("cid")]).toEqual([true, false, true]);
});
