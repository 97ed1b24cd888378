-- depends: 0086_apps_that_sign_in
-- A background call may have to ask the person once more: the question that waits, as JSON, since when, and how many there were.
ALTER TABLE jobs ADD COLUMN question TEXT;
ALTER TABLE jobs ADD COLUMN asked_at TEXT;
ALTER TABLE jobs ADD COLUMN questions INTEGER NOT NULL DEFAULT 0;
