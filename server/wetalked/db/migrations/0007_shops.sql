-- card_phone_link: the tel: URI of card_phone, where it is sure which number is meant.
ALTER TABLE participant ADD COLUMN card_phone_link TEXT;

-- progress: JSON of how far a pull came that is not whole yet, so that the next one goes on there.
ALTER TABLE shop ADD COLUMN progress TEXT;

-- buyer_mark: a keyed fingerprint of the address that paid; position: the shop's own number of the
-- ticket; said_at: when the newest word about it was so, where the shop says that.
ALTER TABLE shop_ticket ADD COLUMN buyer_mark TEXT;
ALTER TABLE shop_ticket ADD COLUMN position TEXT;
ALTER TABLE shop_ticket ADD COLUMN said_at BIGINT;

-- sent_at: by the message's first try that came here; done_at: since when it is worked off.
ALTER TABLE shop_message ADD COLUMN sent_at BIGINT;
ALTER TABLE shop_message ADD COLUMN done_at BIGINT;
