"""What only the company that runs this installation does."""

from __future__ import annotations

from store.companies import companies
from tools.call import Call
from tools.errors import NotAllowed
from tools.rules.sentences import worded


def require_operator(call: Call, what: str) -> None:
    """NotAllowed unless the caller is an admin of the company that runs this installation."""
    if not call.caller.is_admin or call.caller.company_id != companies.operator_company_id(call.tx):
        raise NotAllowed(
            worded(
                "{what} is up to the operator: an admin of the company that runs this installation, acting for it.",
                what=what,
            ),
            code="operator_only",
            next=("list_my_companies", "switch_company"),
        )
