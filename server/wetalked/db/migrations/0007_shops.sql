-- card_phone_link: the tel: URI of card_phone, where it is sure which number is meant.
ALTER TABLE participant ADD COLUMN card_phone_link TEXT;
