"""Dropping what waits for a channel that its receiver has switched off."""

from __future__ import annotations

from store.database import Row
from store.telling import deliveries
from store.types import Owner
from tools.call import Call
from tools.notice_settings import settings_of
from tools.rules.notice_kinds import KINDS
from tools.rules.notice_plan import agent_ways, ways


def drop_unwanted(call: Call, owner: Owner) -> None:
    """After an owner's settings changed: what waits and would not go out by its channel any more is dropped."""
    if owner.kind == "company":
        rows = [(row, Owner(row["receiver_type"], row["receiver_id"])) for row in _of_company(call, owner)]
    else:
        rows = [(row, owner) for row in deliveries.waiting_of(call.tx, owner)]
    # Many wait for the same reason: each is asked about once.
    wanted: dict[tuple[object, ...], tuple[str, ...]] = {}
    unwanted = []
    for row, receiver in rows:
        case = (receiver, row["kind"], row["urgent"], row["owner_type"], row["owner_id"])
        if case not in wanted:
            wanted[case] = _wanted(call, row, receiver)
        if row["channel"] not in wanted[case]:
            unwanted.append(row["id"])
    deliveries.drop(call.tx, unwanted)


def _of_company(call: Call, company: Owner) -> list[Row]:
    rows = deliveries.waiting_of_company(call.tx, company.id)
    return [row for row in rows if row["receiver_type"] != "guest"]


def _wanted(call: Call, row: Row, receiver: Owner) -> tuple[str, ...]:
    chosen = [settings_of(call.tx, receiver)]
    if row["owner_type"] == "company":
        chosen.append(settings_of(call.tx, Owner("company", row["owner_id"])))
    kind, urgent = KINDS[row["kind"]], bool(row["urgent"])
    return agent_ways(kind, urgent, *chosen) if receiver.kind == "agent" else ways(kind, urgent, *chosen)
