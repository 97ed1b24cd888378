"""Loading an AI agent."""

from __future__ import annotations

from store.agents import agents
from store.database import Row
from tools.call import Call


def load_agent(call: Call, agent_id: int) -> Row:
    """An agent that is known to be there."""
    row = agents.find_agent(call.tx, agent_id)
    if row is None:
        raise LookupError(f"agent {agent_id} is gone")
    return row
