-- depends: 0001_foundation
-- Idempotency keys are forgotten after 30 days, oldest first.

CREATE INDEX idempotency_by_age ON idempotency (created_at);
