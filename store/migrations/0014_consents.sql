-- depends: 0001_foundation
-- What a person has agreed to and what has since been done: a yes is for one call. Forgotten once it is too old to be used.

CREATE TABLE consents_spent (
    yes TEXT PRIMARY KEY,
    spent_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
