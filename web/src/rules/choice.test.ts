/** Which event the app opens on. */
import { expect, test } from "vitest";
import type { Participation } from "../api/types";
import { currentOf } from "./choice";

const at = (iso: string) => Date.parse(iso);
const SPRING = part("spring", "2026-04-10T08:00:00Z", "2026-04-10T16:00:00Z");
const AUTUMN = part("autumn", "2026-11-20T08:00:00Z", "2026-11-21T16:00:00Z");
const WINTER = part("winter", "2027-01-15T08:00:00Z", "2027-01-15T16:00:00Z");
const ALL = [SPRING, AUTUMN, WINTER];

function part(slug: string, starts_at: string, ends_at: string): Participation {
  const event = {
    slug,
    name: slug,
    starts_at,
    ends_at,
    time_zone: "Europe/Berlin",
    language: "de" as const,
    follow_up_at: ends_at,
    in_house: false,
    remind_after_days: null,
    erase_after_days: 180,
    help_contact: null,
  };
  const badge = { code: "7KQ01MXZ", url: "" };
  return { participant_id: slug, event, ask_me_about: null, badge, card: {} };
}

test("the running event comes first", () => {
  expect(currentOf(ALL, null, at("2026-11-21T00:00:00Z"))).toBe(AUTUMN);
});

test("between two events the nearer one is shown", () => {
  expect(currentOf(ALL, null, at("2026-11-25T00:00:00Z"))).toBe(AUTUMN);
  expect(currentOf(ALL, null, at("2027-01-10T00:00:00Z"))).toBe(WINTER);
});

test("a chosen event stays, as long as I am in it", () => {
  expect(currentOf(ALL, "spring", at("2026-11-21T00:00:00Z"))).toBe(SPRING);
  expect(currentOf([AUTUMN, WINTER], "spring", at("2026-11-21T00:00:00Z"))).toBe(AUTUMN);
});

test("whoever is at no event has none to show", () => {
  expect(currentOf([], "spring", 0)).toBeNull();
});
