/** Who is signed in: as kept on the phone, as the server answers, and until it says otherwise. */
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { openBrowser, refusal, serve } from "../../test/browser";
import { event, meAt } from "../../test/signed-in";
import { language } from "../i18n/text";
import { dismissNotice, notice } from "../page/notice";
import { answers } from "../storage/answers";
import { isOwnCodeShown, ownCodeIsKept, ownCodeOf } from "./own-code";
import * as session from "./session";

openBrowser();
const ANN = meAt();
const GERMAN = { ...ANN, person: { ...ANN.person, language: "de" as const } };

session.watchSession();

beforeEach(async () => {
  session.me.value = undefined;
  session.startProblem.value = null;
  dismissNotice();
  ownCodeIsKept();
  await answers.delete("me");
});

test("an answer that there is nobody is not taken for whoever has signed in meanwhile", async () => {
  serve({
    "GET /session": () => {
      session.me.value = ANN;
      return { me: null };
    },
  });
  await session.openSession();
  expect(session.me.value).toEqual(ANN);
});

test("without a network the app opens as whoever was here last", async () => {
  await answers.set("me", ANN);
  serve({});
  await session.openSession();
  expect([session.person.value?.id, session.startProblem.value]).toEqual(["ann", null]);
});

test("a phone that remembers nobody says why nobody could be asked for", async () => {
  serve({});
  await session.openSession();
  expect([session.me.value, session.startProblem.value?.kind]).toEqual([undefined, "no-network"]);
});

test("what is kept in another shape counts as nobody", async () => {
  await answers.set("me", { person: "ann" });
  serve({});
  await session.openSession();
  expect(session.me.value).toBe(undefined);
});

test("the server's answer counts, in the person's language, and is kept", async () => {
  await answers.set("me", ANN);
  serve({ "GET /session": () => ({ me: GERMAN }), "GET /me": () => GERMAN });
  await session.openSession();
  await vi.waitFor(() => expect(session.person.value?.language).toBe("de"));
  await vi.waitFor(() => expect(language.value).toBe("de"));
  expect(await answers.get("me")).toEqual(GERMAN);
});

test("the next opening begins in the language of whoever was here last, or of the browser", () => {
  session.me.value = GERMAN;
  expect(session.firstLanguage()).toBe("de");
  session.me.value = undefined;
  expect(session.firstLanguage()).toBe("de");
  session.me.value = null;
  expect(session.firstLanguage()).toBe("en");
});

test("a session that has ended on the server ends here, and says so", async () => {
  serve({ "GET /session": () => ({ me: ANN }), "GET /me": () => refusal(401, "signed-out") });
  await session.openSession();
  expect(session.person.value?.id).toBe("ann");
  await session.openSession();
  expect([session.me.value, notice.value?.key]).toEqual([null, "problem.signed-out"]);
  await vi.waitFor(async () => expect(await answers.get("me")).toBe(undefined));
});

test("a portal's refusal ends no session", async () => {
  session.me.value = ANN;
  serve({ "GET /me": () => new Response("<html>", { status: 401 }) });
  await session.openSession();
  expect(session.person.value?.id).toBe("ann");
});

test("an answer about who was here before is not taken for whoever has signed in meanwhile", async () => {
  session.me.value = ANN;
  serve({
    "GET /me": () => {
      session.me.value = GERMAN;
      return ANN;
    },
  });
  await session.openSession();
  expect(session.me.value).toEqual(GERMAN);
});

test.each([
  ["12345678", { badge: "7KQ01MXZ", pin: "12345678" }],
  ["123-456", { badge: "7KQ01MXZ", code: "123456" }],
  ["abcde-fghil", { badge: "7KQ01MXZ", code: "ABCDEFGH11" }],
])("with the badge and %s one signs in by what it is", async (secret, body) => {
  let credentials: unknown;
  serve({
    "POST /sessions": (given) => {
      credentials = given;
      return { token: null, ...ANN, own_code: "ABCDE12345" };
    },
  });
  await session.signInWithBadge("7KQ01MXZ", secret);
  expect([credentials, session.person.value?.id]).toEqual([body, "ann"]);
  expect([ownCodeOf("ann"), isOwnCodeShown()]).toEqual(["ABCDE12345", true]);
});

test("of several events the chosen one is shown, as long as I am in it", () => {
  const other = { ...event(), slug: "other", starts_at: "2030-01-01T00:00:00Z" };
  const [place] = ANN.participations;
  if (!place) throw new Error("no place");
  const second = { ...place, participant_id: "p2", event: other };
  session.me.value = { ...ANN, participations: [place, second] };
  expect(session.here.value).toBe("day");
  session.chooseEvent("other");
  expect([session.here.value, session.isMine("7kq0-1mxz")]).toEqual(["other", true]);
  session.me.value = ANN;
  expect(session.here.value).toBe("day");
});

test("what I change stands as the server has taken it", async () => {
  session.me.value = ANN;
  const [place] = ANN.participations;
  serve({
    "PATCH /me": () => ({ ...ANN.person, name: "Anna Alder" }),
    "PATCH /me/participations/p1": () => ({ ...place, ask_me_about: "bees" }),
  });
  await session.changeMe({ name: " Anna Alder " });
  await session.changeHere({ ask_me_about: "bees" });
  expect(session.person.value?.name).toBe("Anna Alder");
  expect(session.current.value?.ask_me_about).toBe("bees");
});
