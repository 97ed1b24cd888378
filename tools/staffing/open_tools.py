"""Whether an inquiry or a staffing contract is open to whoever calls."""

from __future__ import annotations

from tools.call import Call
from tools.errors import NotFound
from tools.staffing.access import inquiry_for
from tools.staffing.contract_access import contract_for


def open_tools(call: Call, inquiry_id: int) -> tuple[str, ...] | None:
    """Nothing answers an inquiry; None when it is not theirs to see."""
    try:
        inquiry_for(call, str(inquiry_id))
    except NotFound:
        return None
    return ()


def open_tools_of_contract(call: Call, contract_id: int) -> tuple[str, ...] | None:
    """Nothing answers a contract that was recorded; None when the caller's company is no side of it."""
    if call.caller.company_id is None:
        return None
    try:
        contract_for(call, None, contract_id)
    except NotFound:
        return None
    return ()
