-- Of which kind the problem was that a shop could not be asked: told in the reader's language.
ALTER TABLE shop ADD COLUMN problem_kind TEXT;
