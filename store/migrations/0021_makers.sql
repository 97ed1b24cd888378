-- depends: 0001_foundation
-- Who made a company or an agent: 'machine' (the commands), 'person:4', 'agent:3', or 'registration' (nobody who was signed in).
-- Null where it was not recorded yet. renamed_at: when an agent took another name than the one it was made with.

ALTER TABLE companies ADD COLUMN made_by TEXT;
ALTER TABLE agents ADD COLUMN made_by TEXT;
ALTER TABLE agents ADD COLUMN renamed_at TEXT;
CREATE INDEX agents_called ON agents (name_sorted);
CREATE INDEX agents_by_maker ON agents (made_by, company_id);

-- Who restrains an agent: 'machine' (or null) lifts it there alone, 'person:4' is an admin of its company. ended_at: when the
-- company ended it for good; its status is banned then.
ALTER TABLE agents ADD COLUMN suspended_by TEXT;
ALTER TABLE agents ADD COLUMN ended_at TEXT;
