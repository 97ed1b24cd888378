-- depends: 0001_foundation
-- What a person allowed an agent to spend stays recorded beside the cap that holds, which the agent may lower.

ALTER TABLE spending_limits ADD COLUMN ceiling INTEGER;
UPDATE spending_limits SET ceiling = amount WHERE owner_type = 'agent' AND set_by_type = 'person';
