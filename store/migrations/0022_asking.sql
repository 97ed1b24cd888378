-- depends: 0001_foundation 0014_consents
-- How somebody who calls is asked, as the machine's commands set it: 'token', 'ask', or null as the server does it.

ALTER TABLE confirmation_limits ADD COLUMN way TEXT CHECK (way IN ('token', 'ask'));

-- What moved of a caller's money on one day (UTC) without anybody having been asked, in millionths of a US dollar.
CREATE TABLE unasked_moves (
    owner_type TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    usd_micros INTEGER NOT NULL,
    PRIMARY KEY (owner_type, owner_id)
) STRICT, WITHOUT ROWID;
