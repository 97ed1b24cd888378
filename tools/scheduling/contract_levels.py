"""What a contract lets somebody see of an event."""

from __future__ import annotations

import json
from dataclasses import dataclass

from store.database import Row
from store.scheduling.contract_levels import member_row, members_from, participants_named, settings_text
from store.types import Owner
from tools.call import Call
from tools.scheduling.rules.events import Levels

# From these write levels on members speak for others' entries, and for the money.
CHANGES, PAYS = 3, 4


@dataclass(frozen=True, slots=True)
class ContractSides:
    """Who decides in a contract about an event of it. quorum: its correction_quorum. members: with write level 3, who decide
    where they are involved. payers: who speak for its money. payee: whose the paid place is that the event pays."""

    quorum: str
    members: frozenset[Owner]
    payers: frozenset[Owner]
    payee: Owner | None


def contract_levels(call: Call, contract_id: int | None) -> Levels | None:
    """What the caller may see and do in a contract; None for those who do not belong to it.

    The one place that asks. In an archived contract everything stays readable and nothing may be changed."""
    if contract_id is None or call.caller.kind == "nobody":
        return None
    row = member_row(call.tx, contract_id, call.caller.owner)
    if row is None:
        return None
    return Levels(row["read"], row["write"] if row["deleted_at"] is None else 0)


def contract_sides(call: Call, event: Row) -> ContractSides | None:
    """Who decides about an event of a contract; None for an event of none."""
    contract_id = event["contract_id"]
    if contract_id is None:
        return None
    payee = None
    if event["benefitable_type"] == "participant" and event["benefitable_id"] is not None:
        payee = participants_named(call.tx, [event["benefitable_id"]]).get(event["benefitable_id"])
    payers = frozenset(members_from(call.tx, contract_id, PAYS))
    return ContractSides(
        quorum=json.loads(settings_text(call.tx, contract_id)).get("correction_quorum", "majority"),
        members=frozenset(members_from(call.tx, contract_id, CHANGES)),
        # Nobody agrees for both sides while there is somebody else.
        payers=payers - {payee} or payers,
        payee=payee,
    )
