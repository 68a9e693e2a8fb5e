/** What a phone keeps for when there is no network: the deck and my badge's picture. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { openBrowser, serve } from "../../test/browser";
import { meAt } from "../../test/signed-in";
import { setLanguage } from "../i18n/text";
import { me, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";
import { deck, deckKept, watchDeck } from "../talk/deck";
import { pictureOf, watchBadge } from "./picture";

openBrowser();
const CODE = "7KQ01MXZ";
const DECK = { questions: [{ de: "Was bewegt dich?", en: "What moves you?" }, { de: "Nur so" }] };

watchDeck();
watchBadge();

beforeEach(async () => {
  me.value = meAt();
  await Promise.all([answers.delete(toMe("deck day")), answers.delete(toMe(`badge ${CODE}`))]);
  me.value = null;
});

test("the deck comes in my language, else in the other, and is kept", async () => {
  serve({ "GET /events/day/deck": () => DECK });
  me.value = meAt();
  await vi.waitFor(() => expect(deckKept.value).toBe(true));
  expect(deck.value).toEqual(["What moves you?", "Nur so"]);
  await setLanguage("de");
  expect(deck.value).toEqual(["Was bewegt dich?", "Nur so"]);
  await setLanguage("en");
});

test("without a network the kept deck serves, and at another event no other one's", async () => {
  me.value = meAt();
  await answers.set(toMe("deck day"), DECK.questions);
  me.value = null;
  serve({});
  me.value = meAt();
  await vi.waitFor(() => expect(deck.value.length).toBe(2));
  me.value = null;
  expect([deck.value, deckKept.value]).toEqual([[], false]);
});

test("without a network and with nothing kept, my badge has its code alone, and asks again", async () => {
  serve({});
  me.value = meAt();
  await vi.waitFor(() => expect(pictureOf(CODE)).toBe(null));
  const svg = () => new Response("<svg/>", { headers: { "content-type": "image/svg+xml" } });
  serve({ [`GET /me/participations/p1/badge.svg`]: svg });
  me.value = { ...meAt() };
  await vi.waitFor(() => expect(pictureOf(CODE)).toBe("data:image/svg+xml,%3Csvg%2F%3E"));
  expect(await answers.get(toMe(`badge ${CODE}`))).toBe("<svg/>");
});
