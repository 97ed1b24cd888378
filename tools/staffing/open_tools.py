"""Whether an inquiry is open to whoever calls."""

from __future__ import annotations

from tools.call import Call
from tools.errors import NotFound
from tools.staffing.access import inquiry_for


def open_tools(call: Call, inquiry_id: int) -> tuple[str, ...] | None:
    """Nothing answers an inquiry; None when it is not theirs to see."""
    try:
        inquiry_for(call, str(inquiry_id))
    except NotFound:
        return None
    return ()
