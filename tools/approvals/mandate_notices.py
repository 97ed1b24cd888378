"""Telling agents and admins what became of a mandate."""

from __future__ import annotations

from store.approvals import mandates
from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, together
from tools.telling import Record


def tell_of_mandate(call: Call, row: Row, what: Sentence, reason: str | None = None) -> None:
    """Tell the agents that a mandate is for and whose money it is about. what: what goes on after 'Mandate ... '."""
    because = say("Reason given: {reason}.", reason=quoted(reason, 200)) if reason else None
    text = together(say("Mandate {mandate} {what}.", mandate=row["public_id"], what=what), because)
    record = Record("mandate", row["id"], say("Mandate {mandate}", mandate=row["public_id"]))
    owner = Owner(row["owner_type"], row["owner_id"])
    for agent_id in mandates.agents_of(call.tx, row):
        call.tell(Owner("agent", agent_id), "mandate_changed", text, record=record)
    call.tell(owner, "mandate_changed", text, record=record)
    company_id = owner.id if owner.kind == "company" else None
    call.change("mandate.changed", ("mandate", row["id"]), company_id=company_id, data={"status": row["standing"]})
