/** Somebody is signed in at an event, with these talks on the phone; for tests of state. */
import type { Me, Talk } from "../src/api/types";
import { me } from "../src/sign-in/session";
import * as outbox from "../src/sync/outbox";
import * as store from "../src/sync/store";

const HOUR = 3_600_000;

/** An event that began an hour ago and lasts the day. */
export function event(now: number = Date.now()) {
  return {
    slug: "day",
    name: "The day",
    starts_at: new Date(now - HOUR).toISOString(),
    ends_at: new Date(now + 8 * HOUR).toISOString(),
    time_zone: "Europe/Berlin",
    language: "en" as const,
    follow_up_at: new Date(now + 24 * HOUR).toISOString(),
    remind_after_days: null,
    erase_after_days: 180,
    in_house: false,
    help_contact: null,
  };
}

export function meAt(change: { quiet?: boolean; card?: object } = {}): Me {
  const person = {
    id: "ann",
    name: "Ann Alder",
    given_name: "Ann",
    email: "ann@example.org",
    language: "en" as const,
    quiet: change.quiet ?? false,
    mail: true,
    organizer: false,
    office: false,
  };
  const place = {
    participant_id: "p1",
    event: event(),
    ask_me_about: null,
    badge: { code: "7KQ01MXZ", url: "https://talk.example/b/7KQ01MXZ" },
    card: change.card ?? {},
  };
  return { person, participations: [place] };
}

export function talk(id: string, state: Talk["state"] = "mutual"): Talk {
  return {
    id,
    event: "day",
    state,
    with: {
      participant_id: id,
      name: `${id} Birch`,
      given_name: id,
      ask_me_about: null,
      card: null,
      left: false,
    },
    began_at: "2026-12-05T10:00:00Z",
    mutual_at: null,
    card_shown: false,
    questions: [],
    promises: [],
    reminded_of: null,
  };
}

/** Sign in, with nothing on the phone but what the server told last. */
export async function signIn(talks: Talk[] = [], person: Me = meAt()): Promise<void> {
  await outbox.erase("ann");
  me.value = person;
  store.owner.value = "ann";
  await outbox.changeSnapshot("ann", () => talks);
  await store.reload();
}
