-- depends: 0001_foundation
-- Below which amount the owner of a purse is told, once until it recovers. threshold: in the currency's smallest unit.

CREATE TABLE balance_alerts (
    id INTEGER PRIMARY KEY,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'company', 'agent')),
    owner_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    threshold INTEGER NOT NULL CHECK (threshold >= 0),
    state TEXT NOT NULL CHECK (state IN ('armed', 'fired')),
    fired_at TEXT,
    set_by_type TEXT NOT NULL,
    set_by_id INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (owner_type, owner_id, currency)
) STRICT;
