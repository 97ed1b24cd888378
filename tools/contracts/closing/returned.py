"""Money that goes back when a contract ends or somebody leaves it, as answers show it."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.scheduling.events import names_of
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.shapes import MemberShape, member_shape


class ReturnedMoney(TypedDict):
    """What was put aside and not used goes back to whoever paid it in."""

    payer: MemberShape
    amount: str
    currency: str


def money_shapes(call: Call, returned: list[tuple[Owner, Money]]) -> list[ReturnedMoney]:
    names = names_of(call.tx, [payer for payer, _ in returned])
    return [
        {"payer": member_shape(payer, names), "amount": money.text, "currency": money.currency}
        for payer, money in returned
    ]
