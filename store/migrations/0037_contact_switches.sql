-- depends: 0001_foundation
-- Whether a person chose themselves that their address or number is hidden; until then it is while they do not offer themselves.

ALTER TABLE persons ADD COLUMN hide_email_chosen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE persons ADD COLUMN hide_phone_chosen INTEGER NOT NULL DEFAULT 0;
UPDATE persons SET hide_email_chosen = 1 WHERE hide_email = 1;
UPDATE persons SET hide_phone_chosen = 1 WHERE hide_phone = 1;
