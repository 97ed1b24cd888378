"""Operations that are for people, not for agents."""

from __future__ import annotations

from tools.call import Call
from tools.errors import NotAllowed


def require_person(call: Call, why: str, instead: tuple[str, ...] = ()) -> None:
    """NotAllowed for an agent's key; `instead` names what an agent calls."""
    if call.caller.kind != "person":
        hint = f" Agents use {' or '.join(instead)}." if instead else ""
        raise NotAllowed(
            f"{why} It needs a person's session, not an agent's key.{hint}", code="people_only", next=instead
        )
