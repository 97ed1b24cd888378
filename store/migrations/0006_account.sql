-- depends: 0001_foundation
-- Contacts, what signing in needs besides a session, and the small versions of uploaded images.

-- Sessions that renew one another form a chain; a spent refresh token used again ends all of it.
ALTER TABLE sessions ADD COLUMN chain_id INTEGER REFERENCES sessions (id);
ALTER TABLE sessions ADD COLUMN renewed_at TEXT;
CREATE INDEX sessions_by_chain ON sessions (chain_id);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES persons (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    label TEXT NOT NULL,
    description TEXT,
    pinned INTEGER NOT NULL DEFAULT 0,
    last_contact TEXT,
    count INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (owner_id, person_id)
) STRICT;
CREATE INDEX contacts_in_order ON contacts (owner_id, pinned DESC, last_contact DESC, id DESC) WHERE deleted_at IS NULL;

CREATE TABLE file_variants (
    file_id INTEGER NOT NULL REFERENCES files (id),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (file_id, width, height)
) STRICT;
