"""What of a contract's money is not settled, and giving back what was put aside and not used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from store.contracts import bills, charges, deposits
from store.database import Row
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.balances import sums_of
from tools.contracts.escrow import give_back
from tools.contracts.money_notices import payer_of
from tools.rules.sentences import joined, worded


@dataclass(frozen=True, slots=True)
class Unsettled:
    """charges: approved and unpaid; bills: open or reported as paid; deposits: reported, waiting for their receiver."""

    charges: list[Row]
    bills: list[Row]
    deposits: list[Row]

    def __bool__(self) -> bool:
        return bool(self.charges or self.bills or self.deposits)

    @property
    def text(self) -> str:
        """What it is, as a refusal names it: 'charge 7 (60.00 EUR) is approved and unpaid; bill 3 is open'."""
        parts = [
            worded("charge {id} ({money}) is unpaid", id=row["event_id"], money=Money(row["amount"], row["currency"]))
            for row in self.charges
        ]
        parts += [
            worded("bill {id} is open", id=row["id"])
            if row["status_id"] == 100
            else worded("bill {id} is not confirmed", id=row["id"])
            for row in self.bills
        ]
        parts += [worded("deposit {id} waits for its receiver", id=row["event_id"]) for row in self.deposits]
        more = worded(" and {count} more", count=len(parts) - 10) if len(parts) > 10 else ""
        return joined((joined(parts[:10], "; "), more), "")


def unsettled(call: Call, contract_id: int) -> Unsettled:
    """The money of a contract that stands open."""
    return Unsettled(
        charges.open_charges(call.tx, contract_id),
        bills.open_bills(call.tx, contract_id),
        deposits.waiting(call.tx, contract_id),
    )


def return_unused(
    call: Call, contract_id: int, participant_ids: Collection[int] | None = None
) -> list[tuple[Owner, Money]]:
    """Give what is held and not used back to those who put it aside; to whom and how much, together for each payer.

    participant_ids: only of these, and of them only where no charge is pending or unpaid. None: of the whole contract."""
    found: dict[Owner, Money] = {}
    for deposit in deposits.held_unused(call.tx, contract_id):
        if participant_ids is not None:
            place_id = deposit["participant_id"]
            if place_id not in participant_ids or charges.has_unfinished(call.tx, place_id):
                continue
        unused = deposit["amount"] - deposit["used"] - deposit["returned"]
        give_back(call, deposit, unused)
        deposits.note_returned(call.tx, deposit["event_id"], unused)
        call.changed("event", deposit["event_id"])
        money, payer = Money(unused, deposit["currency"]), payer_of(deposit)
        found[payer] = found.get(payer, Money(0, money.currency)) + money
    return list(found.items())


def still_owed(call: Call, participant_ids: Collection[int]) -> dict[int, int]:
    """What participants have still coming for approved charges beyond what is prepaid, in the smallest unit, by their id."""
    owed = {id: sums_of(call, id).owed for id in participant_ids}
    return {id: amount for id, amount in owed.items() if amount}
