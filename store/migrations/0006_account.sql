-- depends: 0001_foundation
-- Signing in and own settings, contacts, uploaded files, and what the directory of agents is searched by.

-- Sessions that renew one another form a chain; a spent refresh token used again ends all of it.
ALTER TABLE sessions ADD COLUMN chain_id INTEGER REFERENCES sessions (id);
ALTER TABLE sessions ADD COLUMN renewed_at TEXT;
CREATE INDEX sessions_by_chain ON sessions (chain_id);
CREATE INDEX codes_by_expiry ON codes (expires_at);

-- username is empty while it is the e-mail address. allowed_ips is a JSON list; grids_settings a JSON object.
ALTER TABLE persons ADD COLUMN username TEXT;
ALTER TABLE persons ADD COLUMN region TEXT;
ALTER TABLE persons ADD COLUMN login_notification INTEGER NOT NULL DEFAULT 0;
ALTER TABLE persons ADD COLUMN allowed_ips TEXT;
ALTER TABLE persons ADD COLUMN grids_settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE persons ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
-- second_factor: sms, google or null. authenticator_pending: a secret shown but not proven yet; authenticator_step: the
-- last time step whose digits were used.
ALTER TABLE persons ADD COLUMN authenticator_secret TEXT;
ALTER TABLE persons ADD COLUMN authenticator_pending TEXT;
ALTER TABLE persons ADD COLUMN authenticator_step INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX persons_username ON persons (lower(username)) WHERE username IS NOT NULL AND deleted_at IS NULL;

-- Wrong passwords and codes for a user name, whether or not anybody bears it.
CREATE TABLE sign_in_failures (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_failures_by_username ON sign_in_failures (username, created_at);

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
    UNIQUE (owner_id, person_id),
    CHECK (owner_id <> person_id)
) STRICT;
CREATE INDEX contacts_by_person ON contacts (person_id);

-- People whose record was made because somebody added an unknown address.
CREATE TABLE contact_invitations (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES persons (id),
    person_id INTEGER NOT NULL REFERENCES persons (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX contact_invitations_by_owner ON contact_invitations (owner_id, created_at);

-- source_sha256: the bytes as they were sent; sha256: as they are kept (pictures are made anew).
ALTER TABLE files ADD COLUMN source_sha256 TEXT;
ALTER TABLE files ADD COLUMN bytes_dropped_at TEXT;
CREATE INDEX files_by_source ON files (owner_type, owner_id, source_sha256);
CREATE INDEX files_by_sha256 ON files (sha256);
CREATE INDEX files_unused ON files (created_at, id) WHERE attached_to IS NULL AND deleted_at IS NULL;
CREATE INDEX files_deleted ON files (deleted_at, id) WHERE bytes_dropped_at IS NULL;

CREATE TABLE file_variants (
    file_id INTEGER NOT NULL REFERENCES files (id),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (file_id, width, height)
) STRICT;
CREATE INDEX file_variants_by_sha256 ON file_variants (sha256);

-- name_sorted and search_text are the name and the words of an agent as they are compared: without case.
ALTER TABLE agents ADD COLUMN name_sorted TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN license_folded TEXT;
CREATE INDEX agents_by_name ON agents (status, name_sorted, id);
CREATE INDEX agents_by_creation ON agents (status, created_at, id);
CREATE INDEX agents_by_access ON agents (status, (last_accessed_at IS NULL), last_accessed_at, id);
CREATE INDEX agents_by_access_newest ON agents (status, (last_accessed_at IS NULL), last_accessed_at DESC, id DESC);
CREATE INDEX agents_by_update ON agents (status, (last_updated_at IS NULL), last_updated_at, id);
CREATE INDEX agents_by_update_newest ON agents (status, (last_updated_at IS NULL), last_updated_at DESC, id DESC);

CREATE TABLE agent_labels (
    agent_id INTEGER NOT NULL REFERENCES agents (id),
    kind TEXT NOT NULL CHECK (kind IN ('skill', 'language', 'tag')),
    label TEXT NOT NULL,
    PRIMARY KEY (kind, label, agent_id)
) STRICT;
CREATE INDEX agent_labels_by_agent ON agent_labels (agent_id);

CREATE TABLE agent_key_changes (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agents (id),
    api_key_prefix TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX agent_key_changes_by_agent ON agent_key_changes (agent_id, created_at);

-- Accounts opened without signing in, counted by a hash of the network address they came from.
CREATE TABLE sign_ups (
    id INTEGER PRIMARY KEY,
    origin_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_ups_by_origin ON sign_ups (origin_hash, created_at);
CREATE INDEX sign_ups_by_time ON sign_ups (created_at);

-- 1 while nobody has proven that whoever chose the password also reads the address.
ALTER TABLE persons ADD COLUMN password_unproven INTEGER NOT NULL DEFAULT 0;
