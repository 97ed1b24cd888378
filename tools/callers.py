"""What operations ask about whoever calls, and nothing else."""

from __future__ import annotations

from store.types import Owner
from tools.call import Call
from tools.errors import NotAllowed
from tools.rules.sentences import OR, Several, worded


def require_person(call: Call, why: str, instead: tuple[str, ...] = ()) -> None:
    """NotAllowed for an agent's key; `instead` names what an agent calls."""
    if call.caller.kind != "person":
        hint = worded(" Agents use {instead}.", instead=Several([*instead], OR)) if instead else ""
        raise NotAllowed(
            worded("{why} It needs a person's session, not an agent's key.{hint}", why=why, hint=hint),
            code="people_only",
            next=instead,
        )


def me_and_mine(call: Call) -> tuple[Owner, ...]:
    """The caller, and the company they act for: both may be the payer of something."""
    if call.caller.kind == "nobody":
        return ()
    if call.caller.company_id is None:
        return (call.caller.owner,)
    return call.caller.owner, Owner("company", call.caller.company_id)


def proven_address(call: Call) -> str | None:
    """The caller's e-mail address, once it is verified."""
    return call.caller.email if call.caller.email_verified else None
