"""Who else could own a contract, when its only owner goes."""

from __future__ import annotations

from store.contracts import contracts
from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.rules.roles import OWNER
from tools.errors import Step
from tools.scheduling.parties import USER_KINDS


def hand_over(call: Call, stand: Stand) -> list[Step]:
    """The call that makes another member owner: of those there are, whoever may do most."""
    others = [user for user in contracts.users_of(call.tx, stand.id) if user["role_id"] != OWNER]
    for user in sorted(others, key=lambda user: -user["write"])[:1]:
        next_owner = Owner(user["user_type"], user["user_id"])
        named = {"user_id": next_owner.id, "user_type": USER_KINDS[next_owner.kind]}
        return [Step("add_contract_user", {"contract_id": stand.id, "role_id": OWNER, **named})]
    return []
