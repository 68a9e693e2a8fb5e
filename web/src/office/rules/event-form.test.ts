/** An event's form: what it holds, and what of it is sent. */
import { expect, test } from "vitest";
import type { OwnEvent } from "../types";
import {
  bodyOf,
  changesOf,
  copiedFrom,
  draftOf,
  emptyDraft,
  followUpAt,
  slugOf,
  withEnd,
} from "./event-form";

const DAY: OwnEvent = {
  slug: "day26",
  name: "The Day",
  starts_at: "2026-12-05T08:00:00Z",
  ends_at: "2026-12-05T17:00:00Z",
  time_zone: "Europe/Berlin",
  language: "de",
  follow_up_at: "2026-12-06T08:00:00Z",
  remind_after_days: 21,
  erase_after_days: 180,
  in_house: false,
  help_contact: null,
  role: "organizer",
  deck: null,
  erasure_asked_at: null,
};

test("an event stands in its form by the clocks where it is", () => {
  const draft = draftOf(DAY);
  expect([draft.starts, draft.ends]).toEqual(["2026-12-05T09:00", "2026-12-05T18:00"]);
  expect(draft.follow_up).toBe("");
  expect(draftOf({ ...DAY, follow_up_at: "2026-12-06T10:30:00Z" }).follow_up).toBe(
    "2026-12-06T11:30",
  );
});

test("of a change only what is different is sent", () => {
  const base = draftOf(DAY);
  expect(changesOf(base, base)).toEqual({});
  expect(changesOf(base, { ...base, name: "Another" })).toEqual({ name: "Another" });
  expect(changesOf(base, { ...base, remind_after_days: "" })).toEqual({ remind_after_days: null });
  expect(changesOf(base, { ...base, help_contact: " Olga " })).toEqual({ help_contact: "Olga" });
});

test("with another zone the clocks stay and the moments move", () => {
  const base = draftOf(DAY);
  expect(changesOf(base, { ...base, time_zone: "America/New_York" })).toEqual({
    time_zone: "America/New_York",
    starts_at: "2026-12-05T14:00:00.000Z",
    ends_at: "2026-12-05T23:00:00.000Z",
  });
});

test("the follow-up's own time is taken back with null", () => {
  const own = draftOf({ ...DAY, follow_up_at: "2026-12-06T10:30:00Z" });
  expect(changesOf(own, { ...own, follow_up: "" })).toEqual({ follow_up_at: null });
});

test("when the follow-up goes out is known before anything is saved", () => {
  const draft = { ...emptyDraft("Europe/Berlin", "de"), starts: "2026-12-05T09:00" };
  expect(followUpAt(draft)).toBeNull();
  expect(followUpAt(withEnd(draft))).toBe(Date.parse("2026-12-06T08:00:00Z"));
  const own = { ...withEnd(draft), follow_up: "2026-12-07T12:00" };
  expect(followUpAt(own)).toBe(Date.parse("2026-12-07T11:00:00Z"));
});

test("an end is put in for nobody who has said one, nor before the beginning", () => {
  const draft = { ...emptyDraft("UTC", "en"), starts: "2026-12-05T09:00" };
  expect(withEnd(draft).ends).toBe("2026-12-05T18:00");
  expect(withEnd({ ...draft, ends: "2026-12-06T01:00" }).ends).toBe("2026-12-06T01:00");
  expect(withEnd({ ...draft, starts: "2026-12-05T19:00" }).ends).toBe("");
  expect(withEnd(emptyDraft("UTC", "en")).ends).toBe("");
});

test("a new event like an earlier one keeps its own name and times", () => {
  const mine = {
    ...emptyDraft("UTC", "en"),
    name: "Next",
    slug: "next",
    starts: "2027-01-01T09:00",
  };
  const copy = copiedFrom(mine, { ...DAY, in_house: true, erase_after_days: 30 });
  expect(copy).toMatchObject({ name: "Next", slug: "next", starts: "2027-01-01T09:00", ends: "" });
  expect(copy).toMatchObject({
    time_zone: "Europe/Berlin",
    in_house: true,
    erase_after_days: "30",
  });
});

test("a new event is sent whole, its deck left to the one it copies", () => {
  const draft = { ...draftOf(DAY), remind_after_days: " " };
  const body = bodyOf(draft, "earlier");
  expect(body).toMatchObject({ copy_of: "earlier", remind_after_days: null, help_contact: null });
  expect(body).not.toHaveProperty("deck");
});

test.each([
  ["Fröhlicher Tag 2026!", "froehlicher-tag-2026"],
  ["  Ça & là  ", "ca-la"],
  ["日本", ""],
  [`${"ab-".repeat(30)}`, "ab-".repeat(21).concat("a")],
])("%s has a short name", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
