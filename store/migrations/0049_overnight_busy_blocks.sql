-- depends: 0039_spending_by_time
-- Somebody may be busy elsewhere ten thousand times. A block that reaches into a period ends by the midnight (UTC) after it,
-- where busy_blocks_by_owner finds it between two moments, or is over midnight: the few of those are found here.
CREATE INDEX busy_blocks_overnight ON busy_blocks (owner_type, owner_id, end_at)
    WHERE substr(start_at, 1, 10) <> substr(end_at, 1, 10);
