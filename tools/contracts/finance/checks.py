"""Refusals that name each transaction that does not fit, with its reason, and the day a payment may bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from store.database import Row
from store.types import iso
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.balances import today_in
from tools.contracts.finance.shapes import NAMES
from tools.contracts.money_notices import payee_of, payers_of, who
from tools.errors import MOST_FAULTS, Conflict, Invalid, Step
from tools.rules.sentences import OR, joined, worded
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, PAYMENT_PENDING, PENDING

Faults = dict[int, str]


def named(faults: Faults, effect: str, steps: Sequence[Step] = ()) -> Conflict:
    """Several transactions that do not fit. effect: what became of the call, such as 'Nothing was paid'. steps: the calls that
    mend it."""
    told = dict(islice(faults.items(), MOST_FAULTS))
    listed = joined([joined((str(id), why), ": ") for id, why in told.items()], "; ")
    more = worded("; and {count} more", count=len(faults) - len(told)) if len(faults) > len(told) else ""
    return Conflict(
        joined((effect, ". ", listed, more, "."), ""),
        code="unfit_transactions",
        next=(*steps, "list_participant_transactions", Step("get_event", {"event_id": next(iter(told))})),
        details={"transactions": {str(id): why for id, why in told.items()}},
    )


def steps_to_pay(contract_id: int, rows: Sequence[Row]) -> list[Step]:
    """The calls after which charges can be paid, or that pay those on bills."""
    waiting = [row["event_id"] for row in rows if row["status_id"] == PENDING]
    billed = {row["bill_id"]: None for row in rows if row["status_id"] == CONFIRMED and row["bill_id"] is not None}
    approve = [Step("approve_contract_transactions", {"contract_id": contract_id, "transactions": waiting})]
    return [*(approve if waiting else ()), *(on_bill("pay_contract_bill", contract_id, id) for id in billed)]


def on_bill(tool: str, contract_id: int, bill_id: int) -> Step:
    """What is done about a bill."""
    return Step(tool, {"contract_id": contract_id, "bill_id": bill_id})


def why_not_payable(call: Call, row: Row) -> str | None:
    """Why a charge cannot be paid by itself; None when it can."""
    if row["status_id"] == PENDING:
        return worded(
            "pending; {who_approves} accepts it first, with approve_contract_transactions",
            who_approves=who_approves(call, row),
        )
    if row["status_id"] == COMPLETED:
        return worded("paid already, at {paid_at}", paid_at=iso(row["paid_at"], row["timezone"]))
    if row["status_id"] != CONFIRMED:
        return NAMES[row["status_id"]]
    if row["bill_id"] is not None:
        return worded("on bill {bill_id}; pay_contract_bill pays it", bill_id=row["bill_id"])
    if row["payment_status_id"] == PAYMENT_PENDING:
        return worded("reported as paid; its receiver has to confirm it")
    return None


def who_approves(call: Call, charge: Row) -> str:
    """Who speaks for the side that pays a charge, at most three by name."""
    names = [who(call, one) for one in payers_of(call, charge["contract_id"], payee_of(charge))][:3]
    return joined(names, OR) if names else worded("a member with write level 4")


def paid_on(call: Call, stand: Stand, method: str, given: date | None) -> date:
    """The day of a payment, today unless given. Invalid for a day to come, and for another day than today from a balance."""
    today = today_in(call, stand.contract)
    if given is not None and (given > today or (method == "balance" and given != today)):
        raise Invalid(
            {"date": worded("is {today} at the latest, and from a balance that day", today=today.isoformat())}
        )
    return given or today
