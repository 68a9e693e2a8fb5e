-- name, given_name, language: what organizers wrote about this place. They hold there until its
-- holder has both come to it and said themselves how they are called.
ALTER TABLE participant ADD COLUMN name TEXT;
ALTER TABLE participant ADD COLUMN given_name TEXT;
ALTER TABLE participant ADD COLUMN language TEXT;

UPDATE participant SET
  name = (SELECT p.name FROM person p WHERE p.id = participant.person),
  given_name = (SELECT p.given_name FROM person p WHERE p.id = participant.person),
  language = (SELECT p.language FROM person p WHERE p.id = participant.person)
WHERE person IS NOT NULL
  AND person NOT IN (SELECT o.person FROM organizer o)
  AND person NOT IN (SELECT p.id FROM person p WHERE p.organizer_at IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM participant o WHERE o.person = participant.person AND o.id <> participant.id);

UPDATE participant SET
  name = COALESCE(listed_name, (SELECT p.name FROM person p WHERE p.id = participant.person)),
  given_name = listed_name,
  language = COALESCE(listed_language, (SELECT e.language FROM event e WHERE e.id = participant.event))
WHERE person IS NOT NULL AND name IS NULL;

-- event: the place that a handed-out link or an invitation leads to.
ALTER TABLE pass ADD COLUMN event TEXT;

-- name, given_name: whom was blocked, as they were called there.
ALTER TABLE block ADD COLUMN name TEXT;
ALTER TABLE block ADD COLUMN given_name TEXT;
