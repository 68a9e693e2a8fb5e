-- Who asked for a sign-in mail and was answered; gone as soon as that is worked off.
CREATE TABLE sign_in_request (
  id TEXT PRIMARY KEY,
  email TEXT,
  badge TEXT,
  made_at BIGINT NOT NULL
);
