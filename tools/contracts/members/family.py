"""The contract a contract belongs to: who may put one there, how deep it goes, and the ceiling they share."""

from __future__ import annotations

from store.contracts import families
from store.database import Row
from store.types import Money
from tools.call import Call
from tools.contracts.access import contract_to_change
from tools.contracts.rules.parents import DEEPEST, is_too_deep, over_parent
from tools.errors import Conflict, Invalid
from tools.rules.sentences import worded


def check_parent(call: Call, parent_id: int, amount: Money | None) -> None:
    """The contract that a new one is to belong to, with write level 5 in it; Invalid when it lies too deep, Conflict when its
    ceiling is exceeded."""
    parent = contract_to_change(call, parent_id, 5, worded("make sub-contracts")).contract
    if is_too_deep(families.depth_of(call.tx, parent_id)):
        raise Invalid(
            {
                "parent_id": worded(
                    "contracts go {deepest} levels deep at most, and contract {parent_id} is on the last",
                    deepest=DEEPEST,
                    parent_id=parent_id,
                )
            }
        )
    check_share(call, parent, amount, 0)


def check_share(call: Call, parent: Row, amount: Money | None, but_id: int) -> None:
    """Conflict when a ceiling is more than the parent's has left beside its other live sub-contracts."""
    ceiling = None if parent["amount"] is None else Money(parent["amount"], parent["currency"])
    others = families.amounts_below(call.tx, parent["id"], parent["currency"], but_id)
    if ceiling is not None and amount is not None and over_parent(ceiling, others, amount) is not None:
        left = ceiling - Money(others, parent["currency"])
        raise Conflict(
            worded(
                "Contract {id} has a ceiling of {ceiling}; its sub-contracts have {money} already, so {left} "
                "is left and {amount} is too much. Nothing changed.",
                id=parent["id"],
                ceiling=ceiling,
                money=Money(others, parent["currency"]),
                left=left,
                amount=amount,
            ),
            code="parent_amount_exceeded",
            next=("get_contract", "update_contract"),
            details={"left": left.text, "currency": parent["currency"]},
        )


def check_covers_below(call: Call, contract: Row, amount: Money) -> None:
    """Conflict when a contract's new ceiling is lower than those of its live sub-contracts together."""
    below = Money(families.amounts_below(call.tx, contract["id"], amount.currency, 0), amount.currency)
    if amount < below:
        raise Conflict(
            worded(
                "The live sub-contracts of contract {id} have ceilings of {below} together; its own cannot "
                "be {amount}. Nothing changed.",
                id=contract["id"],
                below=below,
                amount=amount,
            ),
            code="below_sub_contracts",
            next=("list_contracts",),
            details={"sub_contracts": below.text, "currency": amount.currency},
        )
