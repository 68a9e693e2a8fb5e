/** How far an event's four steps are. */
import { expect, test } from "vitest";
import type { Progress, Pulse, Steps } from "../types";
import { STEPS, sentencesOf, stateOf } from "./steps";

const EMPTY: Steps = {
  listed: 0,
  without_address: 0,
  unprinted: 0,
  invited: 0,
  uninvited: 0,
  mails_leave: true,
};
const WAITS: Progress = {
  state: "scheduled",
  at: "2026-12-06T08:00:00Z",
  queued: 0,
  sent: 0,
  failed: 0,
  failures: [],
};
const states = (steps: Partial<Steps>, sending: Partial<Progress> = {}) =>
  STEPS.map((step) => stateOf(step, { ...EMPTY, ...steps }, { ...WAITS, ...sending }));

test("at first there is only one thing to do", () => {
  expect(states({})).toEqual(["open", "later", "later", "later"]);
});

test("with people on the list badges and invitations are next", () => {
  expect(states({ listed: 9, unprinted: 9, uninvited: 9 })).toEqual([
    ...["done", "open", "open"],
    "later",
  ]);
});

test("whoever comes later opens the steps again", () => {
  const done = { listed: 9, invited: 9 };
  expect(states(done)).toEqual(["done", "done", "done", "later"]);
  expect(states({ ...done, listed: 10, unprinted: 1, uninvited: 1 }).slice(1, 3)).toEqual([
    "open",
    "open",
  ]);
});

test("nobody counts as invited where no mail leaves, or nobody can be reached by mail", () => {
  expect(states({ listed: 9, invited: 9, mails_leave: false })[2]).toBe("open");
  expect(states({ listed: 9, without_address: 9 })[2]).toBe("open");
});

test("the follow-up is done once it is sent, and wants a look where a mail has failed", () => {
  expect(states({}, { state: "sending" })[3]).toBe("later");
  expect(states({}, { state: "sent" })[3]).toBe("done");
  expect(states({}, { state: "sent", failed: 1 })[3]).toBe("trouble");
});

const NOTHING: Pulse = {
  at: "2026-12-05T12:00:00Z",
  participants: null,
  joined: null,
  talks: null,
  people_with_a_talk: null,
  questions: null,
  promises: null,
};

test("where too few stand behind a figure there is no sentence", () => {
  expect(sentencesOf(NOTHING)).toEqual([]);
  expect(sentencesOf({ ...NOTHING, joined: 25 })).toEqual([
    { key: "pulse.joined", values: { people: 25 } },
  ]);
});

test("a sentence of two figures needs both", () => {
  expect(sentencesOf({ ...NOTHING, talks: 10 })).toEqual([]);
  expect(sentencesOf({ ...NOTHING, people_with_a_talk: 10, talks: 15 })).toEqual([
    { key: "pulse.talks", values: { talks: 15, people: 10 } },
  ]);
});

test("rounded down to nought, a figure says nothing either", () => {
  expect(sentencesOf({ ...NOTHING, questions: 0, promises: 5 })).toEqual([
    { key: "pulse.promises", values: { promises: 5 } },
  ]);
});
