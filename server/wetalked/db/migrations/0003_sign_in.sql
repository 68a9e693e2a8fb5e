-- person.own_code: keyed fingerprint of the code with which somebody without an address comes back.
-- person.arrived_at: the first call with a handed-out link's session (so its answer has arrived).
-- person.email_confirmed_at: since when the address is known to be read by this person.
ALTER TABLE person ADD COLUMN own_code TEXT;
ALTER TABLE person ADD COLUMN arrived_at BIGINT;
ALTER TABLE person ADD COLUMN email_confirmed_at BIGINT;

-- A change of address ends with the session in which it was asked for.
ALTER TABLE email_change ADD COLUMN session TEXT REFERENCES session (id) ON DELETE CASCADE;

-- What a token made ends with it: links that were handed out, and a hook's signing secret.
ALTER TABLE api_token ADD COLUMN expires_at BIGINT;
ALTER TABLE pass ADD COLUMN api_token TEXT REFERENCES api_token (id) ON DELETE CASCADE;
ALTER TABLE shop_hook ADD COLUMN api_token TEXT REFERENCES api_token (id) ON DELETE SET NULL;
