-- email: the address that organizers wrote about this place, by whatever way. It holds there until
-- its holder has come to it, wherever their account's own address has moved meanwhile.
ALTER TABLE participant ADD COLUMN email TEXT;

UPDATE participant SET
  email = COALESCE(listed_email_key, (SELECT p.email FROM person p WHERE p.id = participant.person))
WHERE person IS NOT NULL;
