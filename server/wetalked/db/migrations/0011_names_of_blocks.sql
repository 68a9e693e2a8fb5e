-- Older blocks had no name of their own: from now on each keeps the one that was known.
UPDATE block SET
  name = (SELECT p.name FROM person p WHERE p.id = block.other),
  given_name = (SELECT p.given_name FROM person p WHERE p.id = block.other)
WHERE name IS NULL;
