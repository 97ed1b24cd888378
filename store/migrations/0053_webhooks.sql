-- depends: 0039_spending_by_time
-- Webhooks: where a company has events sent to, what is to be sent, and every attempt at it.

-- is_main: the one of get_webhook and set_webhook. signature: 'x_sign' = sha256(body . secret) in X-Sign, 'standard' =
-- Standard Webhooks. events: the names that go there as a JSON list, [] = all. in_order: a later event waits for an earlier
-- one. secret, old_secret: sealed with the installation's key; erased when it is deleted. last_triggered, last_error: the
-- last attempt, and the last one that failed. failing_since: the first failure after the last success. told: what the
-- company was told of it last. leased_until: a worker is sending to it.
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    is_main INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
    signature TEXT NOT NULL DEFAULT 'x_sign' CHECK (signature IN ('x_sign', 'standard')),
    events TEXT NOT NULL DEFAULT '[]',
    in_order INTEGER NOT NULL DEFAULT 0,
    secret TEXT,
    old_secret TEXT,
    old_secret_until TEXT,
    last_triggered TEXT,
    last_error TEXT,
    last_error_reason TEXT,
    failing_since TEXT,
    told TEXT NOT NULL DEFAULT 'working' CHECK (told IN ('working', 'failing', 'given_up')),
    leased_until TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX webhooks_main ON webhooks (company_id) WHERE is_main = 1 AND deleted_at IS NULL;
CREATE INDEX webhooks_by_company ON webhooks (company_id);

-- One event for one webhook. event_id: the same for every webhook and every replay. body: the exact text that is sent and
-- signed. next_attempt_at: null = no more before gives_up_at. is_test: tried once, disabled or not. replay_of: the delivery
-- that is sent again.
CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY,
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
    company_id INTEGER NOT NULL REFERENCES companies (id),
    event_id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT,
    last_http_status INTEGER,
    last_error TEXT,
    delivered_at TEXT,
    is_test INTEGER NOT NULL DEFAULT 0,
    replay_of INTEGER REFERENCES webhook_deliveries (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    gives_up_at TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, webhook_id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (webhook_id, id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_to_give_up ON webhook_deliveries (gives_up_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_by_company ON webhook_deliveries (company_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at) WHERE status <> 'pending';
CREATE INDEX webhook_deliveries_by_replayed ON webhook_deliveries (replay_of) WHERE replay_of IS NOT NULL;

-- One try. http_status: null when there was no answer, then error says why.
CREATE TABLE webhook_attempts (
    id INTEGER PRIMARY KEY,
    delivery_id INTEGER NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    milliseconds INTEGER NOT NULL,
    http_status INTEGER,
    error TEXT
) STRICT;
CREATE INDEX webhook_attempts_by_delivery ON webhook_attempts (delivery_id, id);
