/** The few sentences of the pulse. */
import { expect, test } from "vitest";
import type { Pulse } from "../types";
import { sentencesOf } from "./pulse";

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
