-- One text for SQLite and PostgreSQL. Ids are made by us, moments are milliseconds in UTC,
-- a state is the moment since which it holds (null: it does not), yes and no are 1 and 0.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- One row: its number rises when something that processes keep in memory has changed.
CREATE TABLE change (
  id BIGINT PRIMARY KEY,
  number BIGINT NOT NULL
);
INSERT INTO change (id, number) VALUES (1, 0);

-- What may be tried only so often: wrong codes for an address, exports of a person.
CREATE TABLE attempt (
  what TEXT PRIMARY KEY,
  times BIGINT NOT NULL,
  since BIGINT NOT NULL
);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  email TEXT,
  email_key TEXT UNIQUE,
  name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  name_set_at BIGINT,
  language TEXT NOT NULL,
  language_set_at BIGINT,
  quiet BIGINT NOT NULL DEFAULT 0,
  mail_stopped_at BIGINT,
  organizer_at BIGINT,
  made_at BIGINT NOT NULL,
  signed_in_at BIGINT
);

CREATE TABLE email_change (
  person TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  code TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0
);

-- A link, and the code beside it, that signs its owner in.
-- kind: mail (asked for), invitation, join (handed out by an organizer), command (terminal).
CREATE TABLE pass (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  code TEXT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT
);
CREATE INDEX pass_of_person ON pass (person);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  token TEXT NOT NULL UNIQUE,
  begun_by TEXT NOT NULL,
  device TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);
CREATE INDEX session_of_person ON session (person);

CREATE TABLE api_token (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  used_at BIGINT,
  UNIQUE (person, name)
);

CREATE TABLE block (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  made_at BIGINT NOT NULL,
  UNIQUE (person, other)
);
CREATE INDEX block_other ON block (other);

-- list_number rises with each unit of an import, so that of two at once the second looks again.
-- follow_up_at null: the first morning after. follow_up_begun_at: since when mails go out;
-- follow_up_queued_at: since when all that were due then are queued. deck: JSON, null where it is the standard one.
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  time_zone TEXT NOT NULL,
  language TEXT NOT NULL,
  follow_up_at BIGINT,
  follow_up_begun_at BIGINT,
  follow_up_queued_at BIGINT,
  reminded_at BIGINT,
  remind_after_days BIGINT,
  erase_after_days BIGINT NOT NULL,
  erasure_asked_at BIGINT,
  erasure_told_at BIGINT,
  in_house BIGINT NOT NULL DEFAULT 0,
  deck TEXT,
  help_contact TEXT,
  list_number BIGINT NOT NULL DEFAULT 0,
  made_at BIGINT NOT NULL
);

-- role: organizer or desk.
CREATE TABLE organizer (
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (event, person)
);
CREATE INDEX organizer_person ON organizer (person);

-- person is null once they have left; the row stays, for those who talked with them.
-- listed_*: as the attendee list had it, so that the same list finds its people again and changes
-- only what it says anew.
-- kept_card: JSON of name, given_name, ask_me_about and card, where someone leaving left it behind.
CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE SET NULL,
  listed_name TEXT,
  listed_email_key TEXT,
  listed_language TEXT,
  listed_ask_me_about TEXT,
  ask_me_about TEXT,
  ask_set_at BIGINT,
  card_email TEXT,
  card_phone TEXT,
  card_link TEXT,
  pin_number BIGINT,
  pin_tries BIGINT NOT NULL DEFAULT 0,
  pin_spent_at BIGINT,
  made_at BIGINT NOT NULL,
  invited_at BIGINT,
  joined_at BIGINT,
  printed_at BIGINT,
  removed_at BIGINT,
  left_at BIGINT,
  kept_card TEXT,
  UNIQUE (event, person)
);
CREATE INDEX participant_person ON participant (person);
CREATE INDEX participant_event ON participant (event, id);

-- The figures that organizers see, kept until they are an hour old. body: JSON.
CREATE TABLE pulse (
  event TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  taken_at BIGINT NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE badge (
  code TEXT PRIMARY KEY,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  made_at BIGINT NOT NULL,
  retired_at BIGINT
);
CREATE INDEX badge_participant ON badge (participant);

-- One row a pair of participants, low < high. Of each side: its earliest and newest yes, its
-- newest no, and whether the other sees its card (null: as the card says).
CREATE TABLE talk (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  low TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  high TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  low_first_yes BIGINT,
  low_yes BIGINT,
  low_no BIGINT,
  low_shows BIGINT,
  high_first_yes BIGINT,
  high_yes BIGINT,
  high_no BIGINT,
  high_shows BIGINT,
  UNIQUE (low, high)
);
CREATE INDEX talk_high ON talk (high);
CREATE INDEX talk_event ON talk (event);

CREATE TABLE scan (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  badge TEXT NOT NULL,
  talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
  PRIMARY KEY (person, id)
);
CREATE INDEX scan_talk ON scan (talk);

-- A last-writer register. kind: question, promise, reminded_of (whose id is the talk's).
-- body: canonical JSON, null once deleted. asked_at: as given by the write with the earliest moment.
CREATE TABLE note (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  body TEXT,
  asked_at BIGINT,
  first_at BIGINT,
  PRIMARY KEY (person, kind, id)
);
CREATE INDEX note_talk ON note (talk);

-- The outbox. The id says kind, event and person (or, for sign-in, the pass), so nothing is queued
-- twice. claimed_until: somebody is sending it. tried_at: the newest try's beginning. body: JSON of
-- what only this mail holds, gone once it is sent.
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  event TEXT REFERENCES event (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  address TEXT,
  body TEXT,
  made_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  first_tried_at BIGINT,
  tried_at BIGINT,
  claimed_by TEXT,
  claimed_until BIGINT,
  sent_at BIGINT,
  failed_at BIGINT,
  problem TEXT
);
CREATE INDEX mail_due ON mail (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX mail_sign_in ON mail (due_at)
  WHERE sent_at IS NULL AND failed_at IS NULL AND kind IN ('address-changed', 'sign-in');
CREATE INDEX mail_tried ON mail (tried_at);
CREATE INDEX mail_event ON mail (event, kind);
CREATE INDEX mail_person ON mail (person);

-- The pretix shop in which an event's tickets are sold. token: sealed with the server's secret.
-- since: what pretix said its time was at the last whole pull. due_at: when it is asked next;
-- claimed_until: somebody is asking. report: JSON of what became of the last pull.
CREATE TABLE shop (
  event TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  token TEXT NOT NULL,
  pending BIGINT NOT NULL DEFAULT 0,
  subevent BIGINT,
  every_minutes BIGINT,
  since TEXT,
  due_at BIGINT,
  claimed_by TEXT,
  claimed_until BIGINT,
  pulled_at BIGINT,
  report TEXT,
  problem TEXT
);
CREATE INDEX shop_due ON shop (due_at);

-- number: which signing secret is good; it rises with each new one. ended_at: none is.
CREATE TABLE shop_hook (
  event TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT
);

-- Messages of the hook that were worked off, so that none counts twice.
CREATE TABLE shop_message (
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (event, id)
);

-- A ticket and whose it is. source: pretix or hook. brought: this ticket added the participant.
-- name_mark, email_mark: keyed fingerprints of what the shop said last.
-- state: valid; cancelling: cancelled, not yet worked off; cancelled: the participant stayed;
-- taken-off: the participant was removed for it.
CREATE TABLE shop_ticket (
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  ticket TEXT NOT NULL,
  order_code TEXT,
  participant TEXT REFERENCES participant (id) ON DELETE SET NULL,
  brought BIGINT NOT NULL,
  name_mark TEXT NOT NULL,
  email_mark TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (event, source, ticket)
);
CREATE INDEX shop_ticket_participant ON shop_ticket (participant);
