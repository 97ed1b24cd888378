-- depends: 0039_spending_by_time
-- Deposits on chains: extended public keys that addresses are derived from, what arrived, how far chains were read, and
-- payments made with a call.

-- kind: segwit (Bitcoin, P2WPKH), ethereum, tron. An index is given out once, whatever becomes of the wallet it was for.
CREATE TABLE deposit_keys (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('segwit', 'ethereum', 'tron')),
    public_key TEXT NOT NULL,
    next_index INTEGER NOT NULL DEFAULT 0 CHECK (next_index >= 0),
    created_at TEXT NOT NULL,
    UNIQUE (kind, public_key)
) STRICT;

-- Which key new addresses of a currency come from. Addresses of earlier keys stay.
CREATE TABLE deposit_key_uses (
    currency TEXT PRIMARY KEY,
    key_id INTEGER NOT NULL REFERENCES deposit_keys (id),
    updated_at TEXT NOT NULL
) STRICT;

-- Every address a wallet has had: derived ones, which chains are watched for, and the sandbox references before them.
CREATE TABLE deposit_addresses (
    id INTEGER PRIMARY KEY,
    wallet_id INTEGER NOT NULL REFERENCES wallets (id),
    network TEXT NOT NULL CHECK (network IN ('bitcoin', 'ethereum', 'tron', 'sandbox')),
    address TEXT NOT NULL UNIQUE,
    -- As the chain writes it: the output script of Bitcoin, an address of Ethereum in small letters.
    watched_as TEXT,
    key_id INTEGER REFERENCES deposit_keys (id),
    key_index INTEGER,
    created_at TEXT NOT NULL,
    UNIQUE (key_id, key_index),
    CHECK ((key_id IS NULL) = (key_index IS NULL)),
    CHECK ((key_id IS NULL) = (network = 'sandbox'))
) STRICT;
CREATE INDEX deposit_addresses_by_wallet ON deposit_addresses (wallet_id);
CREATE INDEX deposit_addresses_by_network ON deposit_addresses (network, watched_as);

-- What a chain shows was sent to a derived address. place: number of the output (Bitcoin) or of the log entry (tokens), -1
-- for the value of an Ethereum transaction. amount: in the currency's smallest unit; atomic: as the chain has it; what is
-- below the unit is atomic less amount, and counts nowhere else.
CREATE TABLE chain_deposits (
    id INTEGER PRIMARY KEY,
    network TEXT NOT NULL,
    transaction_hash TEXT NOT NULL,
    place INTEGER NOT NULL,
    address_id INTEGER NOT NULL REFERENCES deposit_addresses (id),
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    atomic TEXT NOT NULL,
    block_height INTEGER NOT NULL,
    block_hash TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'gone')),
    seen_at TEXT NOT NULL,
    confirmed_at TEXT,
    UNIQUE (network, transaction_hash, place),
    CHECK ((status = 'confirmed') = (confirmed_at IS NOT NULL))
) STRICT;
CREATE INDEX chain_deposits_pending ON chain_deposits (network, status, block_height);
CREATE INDEX chain_deposits_by_address ON chain_deposits (address_id, status);

-- How far each chain was read, up to which block, how high it was, and what is wrong with its node, as it was last said.
CREATE TABLE chain_progress (
    network TEXT PRIMARY KEY,
    height INTEGER,
    block_hash TEXT,
    head INTEGER,
    fault TEXT,
    updated_at TEXT NOT NULL,
    CHECK ((height IS NULL) = (block_hash IS NULL))
) STRICT;

-- Withdrawals that somebody has to send: who pays the network is the operator, whose key is not on the server.
ALTER TABLE withdrawals ADD COLUMN trouble TEXT;
CREATE UNIQUE INDEX withdrawals_by_hash ON withdrawals (network, transaction_hash) WHERE sandbox = 0;

-- Payments that came with a call (x402), each authorisation once. taken: being settled, and its outcome not known yet.
CREATE TABLE call_payments (
    id INTEGER PRIMARY KEY,
    network TEXT NOT NULL,
    asset TEXT NOT NULL,
    payer_address TEXT NOT NULL,
    nonce TEXT NOT NULL,
    owner_type TEXT NOT NULL CHECK (owner_type IN ('company', 'person', 'agent')),
    owner_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    status TEXT NOT NULL CHECK (status IN ('taken', 'credited', 'failed')),
    transaction_hash TEXT,
    failure TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (network, asset, payer_address, nonce)
) STRICT;
CREATE INDEX call_payments_open ON call_payments (status, created_at);
