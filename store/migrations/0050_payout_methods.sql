-- depends: 0039_spending_by_time
-- Where freelancers are paid out to: bank cards, e-wallets and bank accounts.

-- status: of cards 1 linking, 3 blocked, 4 verified, 7 deleted; of wallets and accounts 3 not verified, 1 verified, 2 deleted.
-- number: masked; '' until its owner entered the details under the link. sealed_number: the whole number of an account or
-- wallet, sealed with the installation's key, gone once deleted; of a card never. number_digest: what tells one account of a
-- person from another. provider_token: what a provider gave in place of a card number, sealed. expires_on: the last day of a
-- card. link_ends_at: until when the details can be entered. company_id: the company that asked for it.
CREATE TABLE payout_methods (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES persons (id),
    kind TEXT NOT NULL CHECK (kind IN ('card', 'wallet', 'bank_account')),
    card_type INTEGER CHECK (card_type IN (0, 1, 2, 3, 8)),
    wallet_type INTEGER CHECK (wallet_type = 3),
    bank_account_type INTEGER CHECK (bank_account_type IN (1, 2, 6)),
    status INTEGER NOT NULL,
    number TEXT NOT NULL DEFAULT '',
    sealed_number TEXT,
    number_digest TEXT,
    provider_token TEXT,
    holder TEXT,
    expires_on TEXT,
    country TEXT,
    bic TEXT,
    bank_name TEXT,
    currency TEXT CHECK (currency IN ('RUB', 'USD', 'EUR')),
    auto_pay INTEGER NOT NULL DEFAULT 0 CHECK (auto_pay IN (0, 1)),
    redirect_url TEXT,
    company_id INTEGER REFERENCES companies (id),
    link_ends_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    entered_at TEXT,
    verified_at TEXT,
    deleted_at TEXT,
    CHECK (status IN (1, 3, 4, 7) AND kind = 'card' OR status IN (1, 2, 3) AND kind <> 'card'),
    CHECK ((kind = 'wallet') = (wallet_type IS NOT NULL)),
    CHECK ((kind = 'bank_account') = (bank_account_type IS NOT NULL)),
    CHECK (card_type IS NULL OR kind = 'card'),
    CHECK (sealed_number IS NULL AND number_digest IS NULL OR kind <> 'card'),
    CHECK (provider_token IS NULL OR kind = 'card'),
    CHECK (deleted_at IS NULL OR sealed_number IS NULL AND number_digest IS NULL AND provider_token IS NULL),
    CHECK ((deleted_at IS NOT NULL) = (status = 7 OR (status = 2 AND kind <> 'card'))),
    CHECK (auto_pay = 0 OR entered_at IS NOT NULL AND deleted_at IS NULL)
) STRICT;
CREATE INDEX payout_methods_by_person ON payout_methods (person_id, id);
CREATE UNIQUE INDEX payout_methods_once ON payout_methods (person_id, kind, number_digest)
    WHERE number_digest IS NOT NULL;
CREATE UNIQUE INDEX payout_methods_auto_pay ON payout_methods (person_id, currency) WHERE auto_pay = 1;
CREATE INDEX payout_methods_waiting ON payout_methods (link_ends_at) WHERE entered_at IS NULL AND deleted_at IS NULL;
CREATE INDEX payout_methods_expiring ON payout_methods (expires_on) WHERE kind = 'card' AND status = 4;
