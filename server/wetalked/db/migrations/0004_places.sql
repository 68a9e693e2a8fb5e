-- words_at: when what stands on the badge was last corrected, so that an older sheet is told apart.
-- own_at: kept of who left, since when they had come by a mail of ours.
ALTER TABLE participant ADD COLUMN words_at BIGINT;
ALTER TABLE participant ADD COLUMN own_at BIGINT;

-- used_at: somebody had signed in there, and has left since.
ALTER TABLE event ADD COLUMN used_at BIGINT;

-- sending: first, again (failed, and tried anew), or later, where it counts for its organizers.
-- own: whether whom it is for had come by a mail of ours.
ALTER TABLE mail ADD COLUMN sending TEXT;
ALTER TABLE mail ADD COLUMN own BIGINT;

-- email: as it was typed by whoever appointed them (null: they made the event themselves).
-- taken_at: since when they have shown, by a mail of ours, that they have the role.
-- used: 1 once they have made a call in it.
ALTER TABLE organizer ADD COLUMN email TEXT;
ALTER TABLE organizer ADD COLUMN taken_at BIGINT;
ALTER TABLE organizer ADD COLUMN used BIGINT;
