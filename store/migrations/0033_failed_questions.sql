-- depends: 0001_foundation 0014_consents
-- Questions that a client could not show, or answered by itself: the next call of the same act gets a token instead, for a while.
CREATE TABLE failed_questions (
    digest TEXT NOT NULL PRIMARY KEY,
    failed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
