-- depends: 0006_account
-- Membership begins with a yes: invitations to companies, foundings that wait for the proof of an address, sessions that
-- say how they were opened.

CREATE TABLE company_invitations (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    middle_name TEXT,
    last_name TEXT,
    phone TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    type TEXT NOT NULL CHECK (type IN ('client', 'vendor', 'consultant', 'staff')),
    department TEXT,
    -- The membership that ends when this one begins: somebody is asked to move.
    moved_membership_id INTEGER REFERENCES memberships (id),
    invited_by INTEGER NOT NULL REFERENCES persons (id),
    token_hash TEXT UNIQUE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    answered_at TEXT
) STRICT;
CREATE UNIQUE INDEX company_invitations_open ON company_invitations (company_id, lower(email)) WHERE state = 'open';
CREATE INDEX company_invitations_by_email ON company_invitations (lower(email), state);
CREATE INDEX company_invitations_by_age ON company_invitations (company_id, created_at);

-- A company that somebody without an account wants to found: nothing of it exists before the address is proven.
CREATE TABLE foundings (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    company_name TEXT NOT NULL,
    currency TEXT NOT NULL,
    name TEXT NOT NULL,
    middle_name TEXT,
    last_name TEXT,
    phone TEXT,
    password_hash TEXT,
    type TEXT NOT NULL,
    department TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX foundings_by_expiry ON foundings (expires_at);

-- What ties a registration to the mail that went out with it.
ALTER TABLE persons ADD COLUMN joined_mark TEXT;

-- opened_by: the operation that opened the session, or machine; origin: local or network; last_used_at: to a few minutes.
ALTER TABLE sessions ADD COLUMN opened_by TEXT NOT NULL DEFAULT 'machine';
ALTER TABLE sessions ADD COLUMN origin TEXT NOT NULL DEFAULT 'local';
ALTER TABLE sessions ADD COLUMN last_used_at TEXT;

-- Whoever added a person could choose their password: none opens anything before the address is proven.
UPDATE persons SET password_unproven = 1 WHERE email_verified_at IS NULL AND password_hash IS NOT NULL;
