"""The two sides of a paid place: whose turn it is to answer, and on which terms."""

from __future__ import annotations

from typing import cast

from store.database import Row
from store.scheduling.contract_levels import members_from
from store.types import Money
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.rules.answers import Side, may_answer
from tools.errors import Conflict, NotAllowed
from tools.rules.sentences import worded


def check_may_answer(call: Call, stand: Stand, place: Row, asked_by: str) -> None:
    """NotAllowed for the side that asked, and for everybody else. asked_by: contract or person."""
    managers = members_from(call.tx, stand.id, 5)
    holds = stand.owns(place["id"])
    if may_answer(cast(Side, asked_by), holds=holds, write=stand.write, only_manager=managers == [stand.caller]):
        return
    who = (
        worded("the person it is for")
        if asked_by == "contract"
        else worded("a member of {name} with write level 5", name=stand.name)
    )
    raise NotAllowed(
        worded("This is answered by {who}, not by you: the side that asked does not answer. Nothing changed.", who=who),
        code="not_yours_to_answer",
        next=("list_contract_users", "remove_contract_participant") if stand.role_id else ("get_contract",),
    )


def check_terms(stand: Stand, place: Row, terms_version: int | None) -> None:
    """Conflict, with the terms as they are, when they moved on since they were read."""
    if terms_version is None or terms_version == place["terms_version"]:
        return
    price = None if place["price"] is None else Money(place["price"], stand.currency)
    rate = worded("no own rate") if price is None else worded("{price} an hour", price=price)
    limit = (
        worded(", at most {hours_limit} hours a week", hours_limit=place["hours_limit"]) if place["hours_limit"] else ""
    )
    raise Conflict(
        worded(
            "The terms of participant {id} have version {terms_version} now, not {other_terms_version}: "
            "{rate}{limit}, hours in schedule {schedule_id}. Nothing was answered; read them and answer "
            "again.",
            id=place["id"],
            terms_version=place["terms_version"],
            other_terms_version=terms_version,
            rate=rate,
            limit=limit,
            schedule_id=place["schedule_id"],
        ),
        code="terms_changed",
        next=("get_contract", "get_schedule"),
        details={
            "terms_version": place["terms_version"],
            "price": price.text if price else None,
            "currency": stand.currency,
            "limit": place["hours_limit"],
            "schedule_id": place["schedule_id"],
        },
    )
