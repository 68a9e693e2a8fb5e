-- words_at: when what stands on the badge was last corrected, so that an older sheet is told apart.
ALTER TABLE participant ADD COLUMN words_at BIGINT;
