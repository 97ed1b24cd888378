"""Events of a contract as somebody stands to them, and whether they may plan, change or show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand, check_write
from tools.errors import Invalid, NotFound, Step
from tools.rules.sentences import worded
from tools.scheduling.events.access import Stand as EventStand
from tools.scheduling.events.access import acting_stand, stand_of

OWN, PLANS, CHANGES, PRICES = 1, 2, 3, 4


def event_in(call: Call, stand: Stand, event_id: int) -> EventStand:
    """An event of this contract for somebody who changes it. NotFound when they may not see it; Invalid names the contract
    it belongs to instead."""
    event = acting_stand(call, event_id)
    _check_place(stand, event, "event_id")
    return event


def parent_in(call: Call, stand: Stand, parent_id: int) -> EventStand:
    """The event that another one is to hang below. NotFound when the caller does not see it in full."""
    parent = stand_of(call, parent_id)
    if parent.view != "full":
        raise NotFound("event", parent_id, next=(_list(stand),))
    _check_place(stand, parent, "parent_id")
    return parent


def is_own(event: EventStand) -> bool:
    return event.place.owner


def check_may_change(call: Call, stand: Stand, event: EventStand) -> None:
    """NotAllowed below write level 1 for one's own event, 3 for those of others."""
    own = is_own(event)
    check_write(
        call,
        stand,
        OWN if own else CHANGES,
        worded("change your own events") if own else worded("change events of others"),
    )


def check_may_involve(
    call: Call, stand: Stand, people: Sequence[Mapping[str, Any]], payee: Mapping[str, Any] | None
) -> None:
    """NotAllowed below write level 1, and below 2 when others are to come or are paid."""
    alone = all(person.get("user_id") == call.caller.id for person in people) and call.caller.kind == "person"
    if (people and not alone) or (payee is not None and not _is_me(call, stand, payee)):
        check_write(call, stand, PLANS, worded("plan for others"))
    else:
        check_write(call, stand, OWN, worded("make entries of your own"))


def check_may_price(call: Call, stand: Stand) -> None:
    """NotAllowed below write level 4: who does not decide over the contract's money sets no price, least of all their own."""
    next = ("request_event_correction", "create_event_charge", "list_contract_users")
    check_write(call, stand, PRICES, worded("set what an event pays, and whom"), next)


def works_alone(call: Call, stand: Stand, event: EventStand) -> bool:
    """Whether somebody who works on the contract plans for themselves: their own work is free of charge."""
    mine = Owner(event.event["owner_type"], event.event["owner_id"]) == call.caller.owner
    others = [row for row in event.people if (row["user_type"], row["user_id"]) != (call.caller.kind, call.caller.id)]
    return bool(stand.working) and mine and not others


def _is_me(call: Call, stand: Stand, payee: Mapping[str, Any]) -> bool:
    if payee["type"] == "participant":
        return stand.owns(payee["id"])
    return Owner("person", payee["id"]) == call.caller.owner


def _check_place(stand: Stand, event: EventStand, field: str) -> None:
    contract_id = event.event["contract_id"]
    if contract_id != stand.id:
        whose = (
            worded("contract {contract_id}", contract_id=contract_id)
            if contract_id is not None
            else worded("no contract")
        )
        raise Invalid(
            {
                field: worded(
                    "event {id} belongs to {whose}, not to contract {stand_id}",
                    id=event.id,
                    whose=whose,
                    stand_id=stand.id,
                )
            },
            next=(_list(stand),),
        )


def _list(stand: Stand) -> Step:
    return Step("list_contract_events", {"contract_id": stand.id})
