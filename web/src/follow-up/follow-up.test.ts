/** The follow-up as it was kept shows nobody whom the list of talks has lost. */
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { FollowUp, Me, Talk } from "../api/types";
import { me, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";
import * as store from "../sync/store";
import { followUp, loadFollowUp } from "./follow-up";

const EVENT = { slug: "day", ends_at: "2026-12-05T17:00:00Z" };
const ANSWER = {
  event: EVENT,
  people: [{ talk: "bea" }, { talk: "cid" }],
  waiting: [{ talk: "bea-waits" }],
};

test("without a network, whoever was blocked or declined is gone from the follow-up at once", async () => {
  const participations = [{ participant_id: "p", event: EVENT }];
  me.value = { person: { id: "ann" }, participations } as unknown as Me;
  await answers.set(toMe("follow-up day"), ANSWER);
  await loadFollowUp();
  expect(namesIn(followUp.value)).toEqual(["bea", "cid", "bea-waits"]);
  store.snapshot.value = ["bea", "cid", "bea-waits"].map(talk);
  store.loaded.value = true;
  expect(namesIn(followUp.value)).toEqual(["bea", "cid", "bea-waits"]);
  store.entries.value = [
    {
      person: "ann",
      key: "block",
      event: "day",
      operation: { op: "block", talk: "bea", at: "2026-12-06T10:00:00Z" },
      refused: null,
    },
  ];
  expect(namesIn(followUp.value)).toEqual(["cid", "bea-waits"]);
  store.snapshot.value = [talk("cid")];
  expect(namesIn(followUp.value)).toEqual(["cid"]);
});

function namesIn(list: FollowUp | null): string[] {
  return [...(list?.people ?? []), ...(list?.waiting ?? [])].map((one) => one.talk);
}

function talk(id: string): Talk {
  return { id, questions: [], promises: [], reminded_of: null } as unknown as Talk;
}
