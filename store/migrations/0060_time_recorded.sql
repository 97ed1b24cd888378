-- depends: 0046_contract_members
-- What a person or agent recorded, newest first, on whatever contract.
CREATE INDEX time_logs_of_user ON time_logs (user_type, user_id, start_at);
-- When the invitation of an address came into the inbox of the person who has proven it since.
ALTER TABLE contract_participants ADD COLUMN invited_told_at TEXT;
