/** The follow-up as it was kept shows nobody whom the list of talks has lost. */
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import type { FollowUp, Me, Talk } from "../api/types";

const EVENT = { slug: "day", ends_at: "2026-12-05T17:00:00Z" };
const ANSWER = {
  event: EVENT,
  people: [{ talk: "bea" }, { talk: "cid" }],
  waiting: [{ talk: "bea-waits" }],
};

vi.stubGlobal("document", Object.assign(new EventTarget(), { documentElement: {} }));
vi.stubGlobal("location", { pathname: "/", origin: "https://talk.example", search: "" });
vi.stubGlobal("history", { pushState: () => {} });
vi.stubGlobal("scrollTo", () => {});
vi.stubGlobal("addEventListener", () => {});

const { me, toMe } = await import("../sign-in/session");
const { remember } = await import("../storage/answers");
const { followUp, loadFollowUp } = await import("./follow-up");
const store = await import("../sync/store");

test("without a network, whoever was blocked or declined is gone from the follow-up at once", async () => {
  const participations = [{ participant_id: "p", event: EVENT }];
  me.value = { person: { id: "ann" }, participations } as unknown as Me;
  await remember(toMe("follow-up day"), ANSWER);
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
