"""Who is told how far a payout is, and what the feed of changes says of it."""

from __future__ import annotations

from store.database import Row
from store.tasks import tasks
from store.types import Money, Owner, iso
from tools.call import Call
from tools.payouts.rules.methods import KIND_OF_TYPE, NOUNS
from tools.payouts.rules.payouts import COMPLETED, DECLINED, IN_PROGRESS, TITLES
from tools.questions import quoted
from tools.telling import Record


def note_step(call: Call, payout: Row) -> None:
    """Append to the feed which state it has come to."""
    data = {"state": TITLES[payout["status"]], "amount": str(_sum(payout)), "task_id": payout["task_id"]}
    call.change("purse.payout", ("payout", payout["id"]), company_id=payout["company_id"], data=data)


def tell_under_way(call: Call, payout: Row, why_waits: str | None = None) -> None:
    """Tell the freelancer and the company that it is on its way. why_waits: why the provider has not taken it yet."""
    if why_waits is not None:
        rest = (
            f"has to wait: {quoted(why_waits, 200)}. It is tried again by itself from {iso(payout['next_attempt_at'])}."
        )
    elif payout["status"] == IN_PROGRESS:
        rest = "was handed over and is on its way."
    else:
        rest = "was created and is handed over next."
    text = f"{_named(payout)} {rest}"
    _tell(call, payout, "money_out", text, loud=False)


def tell_of_end(call: Call, payout: Row) -> None:
    """Tell the freelancer and the company how it ended, and what is back on the balance."""
    status, back = payout["status"], Money(payout["returned_base_amount"], payout["base_currency"])
    paid = Money(payout["paid_target_amount"], payout["target_currency"])
    why = f" Reason given: {quoted(payout['decline_reason'], 200)}." if payout["decline_reason"] else ""
    if status == COMPLETED:
        kept = f" {Money(payout['paid_fee'], payout['target_currency'])} were the fee." if payout["paid_fee"] else ""
        _tell(call, payout, "money_out", f"{_named(payout)} has arrived: {paid}.{kept}", loud=False)
    elif status == DECLINED:
        _tell(call, payout, "money_failed", f"{_named(payout)} was declined; {back} are back on the balance.{why}")
    else:
        text = f"{_named(payout)} arrived only in part: {paid}; {back} are back on the balance.{why}"
        _tell(call, payout, "money_failed", text)


def _tell(call: Call, payout: Row, kind: str, text: str, *, loud: bool = True) -> None:
    """One sentence for both sides: the company hears of its tasks, and of what it asked for. loud: it is sent on to it."""
    figures = {"state": TITLES[payout["status"]], "amount": str(_sum(payout))}
    record = Record("payout", payout["id"], f"Payout {payout['id']}")
    call.tell(Owner("person", payout["person_id"]), kind, text, record=record, figures=figures)
    if payout["company_id"] is None:
        return
    company, responsible = Owner("company", payout["company_id"]), None
    if payout["task_id"] is not None:
        task = tasks.load(call.tx, payout["task_id"])
        kind, record = "task_step", Record("task", task["id"], task["title"])
        responsible = Owner(task["creator_type"], task["creator_id"])
    call.tell(company, kind, text, record=record, figures=figures, responsible=responsible, inbox_only=not loud)


def _named(payout: Row) -> str:
    """How notices speak of it: 'Payout 3 of 90.00 EUR to the card 4111 11** **** 1111 for task 5'."""
    noun = NOUNS[KIND_OF_TYPE[payout["endpoint_type"]]]
    what = f"for task {payout['task_id']}" if payout["task_id"] is not None else "from the balance"
    return f"Payout {payout['id']} of {_sum(payout)} to the {noun} {payout['number']} {what}"


def _sum(payout: Row) -> Money:
    """What is to arrive."""
    return Money(payout["target_amount"] - payout["fee"], payout["target_currency"])
