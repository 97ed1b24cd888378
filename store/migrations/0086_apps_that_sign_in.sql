-- depends: 0071_log_chain
-- Apps that people sign in to this hall with (OAuth): who they are, what a person allowed them, and the tokens they hold.

-- client_id: made at registration, or the https address of the document that describes the client. kind: registered or
-- document. record: what the client says of itself, as JSON. secret: sealed with the installation's key; null = public.
-- fetched_at: when the document was read. used_at: the last sign-in with it.
CREATE TABLE oauth_clients (
    id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('registered', 'document')),
    record TEXT NOT NULL,
    secret TEXT,
    created_at TEXT NOT NULL,
    fetched_at TEXT,
    used_at TEXT
) STRICT;
CREATE INDEX oauth_clients_by_use ON oauth_clients (used_at, created_at);

-- What a person allowed an app: in which company, which scopes (by blanks), for which server (resource).
-- ended: how it ended: revoked, stolen, replayed or replaced.
CREATE TABLE oauth_grants (
    id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL,
    client_name TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    company_id INTEGER REFERENCES companies (id),
    scopes TEXT NOT NULL,
    resource TEXT NOT NULL,
    created_at TEXT NOT NULL,
    renewed_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT,
    ended TEXT
) STRICT;
CREATE INDEX oauth_grants_by_person ON oauth_grants (person_id);
CREATE INDEX oauth_grants_by_company ON oauth_grants (company_id);
CREATE INDEX oauth_grants_by_client ON oauth_grants (client_id);

-- One-time codes between the consent and the tokens. given: whether redirect_uri was in the request. grant_id: what was made
-- of it; a code with one is spent.
CREATE TABLE oauth_codes (
    id INTEGER PRIMARY KEY,
    code_hash TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    client_name TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    company_id INTEGER REFERENCES companies (id),
    scopes TEXT NOT NULL,
    challenge TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    given INTEGER NOT NULL,
    resource TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    grant_id INTEGER REFERENCES oauth_grants (id)
) STRICT;
CREATE INDEX oauth_codes_by_person ON oauth_codes (person_id);
CREATE INDEX oauth_codes_by_company ON oauth_codes (company_id);
CREATE INDEX oauth_codes_by_grant ON oauth_codes (grant_id);
CREATE INDEX oauth_codes_by_expiry ON oauth_codes (expires_at);

-- session_id: the session of the access token that came with it. spent_at: when it was renewed; answer: what was answered
-- then, sealed, for whoever did not get it; emptied soon after.
CREATE TABLE oauth_refresh_tokens (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    grant_id INTEGER NOT NULL REFERENCES oauth_grants (id),
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    created_at TEXT NOT NULL,
    spent_at TEXT,
    answer TEXT
) STRICT;
CREATE INDEX oauth_refresh_tokens_by_grant ON oauth_refresh_tokens (grant_id);
CREATE INDEX oauth_refresh_tokens_by_session ON oauth_refresh_tokens (session_id);
CREATE INDEX oauth_refresh_tokens_spent ON oauth_refresh_tokens (spent_at) WHERE answer IS NOT NULL;

-- scopes: what an app may do with this session, by blanks; null = a person's own, which may do what the person may.
ALTER TABLE sessions ADD COLUMN scopes TEXT;
ALTER TABLE sessions ADD COLUMN grant_id INTEGER REFERENCES oauth_grants (id);
CREATE INDEX sessions_by_grant ON sessions (grant_id) WHERE grant_id IS NOT NULL;

-- Who did it, beside what the hash of a line covers. performed_by: agent:3, person:7, or app: and its client_id; on_behalf_of:
-- whose rights it had, person:7 or an agent's company:1. The client is what it calls itself.
ALTER TABLE calls ADD COLUMN performed_by TEXT;
ALTER TABLE calls ADD COLUMN on_behalf_of TEXT;
ALTER TABLE calls ADD COLUMN client_name TEXT;
ALTER TABLE calls ADD COLUMN client_version TEXT;
