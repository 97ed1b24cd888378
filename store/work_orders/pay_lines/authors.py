"""Who wrote a line of the pay, by name."""

from __future__ import annotations

AUTHOR = (
    "coalesce(author_agent.name, author_person.name || coalesce(' ' || author_person.last_name, '')) AS author_name"
)
DECIDER = (
    "coalesce(decider_agent.name, decider_person.name || coalesce(' ' || decider_person.last_name, '')) AS decider_name"
)
OF_AUTHOR = """
    LEFT JOIN persons author_person ON x.author_type = 'person' AND author_person.id = x.author_id
    LEFT JOIN agents author_agent ON x.author_type = 'agent' AND author_agent.id = x.author_id"""
OF_DECIDER = """
    LEFT JOIN persons decider_person ON x.decided_by_type = 'person' AND decider_person.id = x.decided_by_id
    LEFT JOIN agents decider_agent ON x.decided_by_type = 'agent' AND decider_agent.id = x.decided_by_id"""

# What somebody who worked on an order may see of its claims: their own, and what was written since they are assigned.
SEEN = "(x.created_at >= :since OR (x.author_type = 'person' AND x.author_id = :person))"
EVER, NEVER = "", "9999"
