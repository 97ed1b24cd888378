"""Who is told how far a payout is, and what the feed of changes says of it."""

from __future__ import annotations

from typing import Any

from store.database import Row
from store.tasks import tasks
from store.types import Money, Owner, iso
from tools.call import Call
from tools.payouts.rules.methods import KIND_OF_TYPE, NOUNS
from tools.payouts.rules.payouts import COMPLETED, DECLINED, IN_PROGRESS, TITLES
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say, together
from tools.telling import Record


def note_step(call: Call, payout: Row) -> None:
    """Append to the feed which state it has come to."""
    data = {"state": TITLES[payout["status"]], "amount": str(_sum(payout)), "task_id": payout["task_id"]}
    call.change("purse.payout", ("payout", payout["id"]), company_id=payout["company_id"], data=data)


def tell_under_way(call: Call, payout: Row, why_waits: str | None = None) -> None:
    """Tell the freelancer and the company that it is on its way. why_waits: why the provider has not taken it yet."""
    if why_waits is not None:
        text = say(
            "{payout} has to wait: {why}. It is tried again by itself from {again}.",
            why=quoted(why_waits, 200),
            again=iso(payout["next_attempt_at"]),
        )
    elif payout["status"] == IN_PROGRESS:
        text = say("{payout} was handed over and is on its way.")
    else:
        text = say("{payout} was created and is handed over next.")
    _tell(call, payout, "money_out", text, loud=False)


def tell_of_end(call: Call, payout: Row) -> None:
    """Tell the freelancer and the company how it ended, and what is back on the balance."""
    status, back = payout["status"], Money(payout["returned_base_amount"], payout["base_currency"])
    paid = Money(payout["paid_target_amount"], payout["target_currency"])
    if status == COMPLETED:
        fee = Money(payout["paid_fee"], payout["target_currency"]) if payout["paid_fee"] else None
        kept = say("{fee} were the fee.", fee=fee) if fee is not None else None
        _tell(call, payout, "money_out", say("{payout} has arrived: {paid}.", paid=paid), kept, loud=False)
        return
    why = None
    if payout["decline_reason"]:
        why = say("Reason given: {reason}.", reason=quoted(payout["decline_reason"], 200))
    text = say("{payout} arrived only in part: {paid}; {back} are back on the balance.", paid=paid, back=back)
    again = say("{tool} sends the rest.")
    if status == DECLINED:
        text = say("{payout} was declined; {back} are back on the balance.", back=back)
        again = say("{tool} sends it again.")
    _tell(call, payout, "money_failed", text, together(why, again.using(tool=_again(payout))))


def _again(payout: Row) -> str:
    """The tool that sends what came back."""
    return "create_balance_payout" if payout["task_id"] is None else "create_task_payout"


def _tell(call: Call, payout: Row, kind: str, said: Sentence, more: Words | None = None, *, loud: bool = True) -> None:
    """The same for both sides: the company hears of its tasks, and of what it asked for. said: with a place for the {payout}.
    loud: it is sent on to it."""
    text = together(said.using(payout=_named(payout)), more)
    figures = {"state": TITLES[payout["status"]], "amount": str(_sum(payout))}
    record = Record("payout", payout["id"], say("Payout {id}", id=payout["id"]))
    again: tuple[str, ...] = (_again(payout),)
    call.tell(Owner("person", payout["person_id"]), kind, text, record=record, figures=figures, open_tools=again)
    if payout["company_id"] is None:
        return
    company, responsible = Owner("company", payout["company_id"]), None
    if payout["task_id"] is not None:
        task = tasks.load(call.tx, payout["task_id"])
        kind, record = "task_step", Record("task", task["id"], task["title"])
        responsible = Owner(task["creator_type"], task["creator_id"])
        again = again if task["worker_in_team"] else ()
    how: dict[str, Any] = {"responsible": responsible, "inbox_only": not loud, "open_tools": again}
    call.tell(company, kind, text, record=record, figures=figures, **how)


def _named(payout: Row) -> Sentence:
    """How notices speak of it: 'Payout 3 of 90.00 EUR to the card 4111 11** **** 1111 for task 5'."""
    text = say("Payout {id} of {amount} to the {noun} {number} from the balance")
    if payout["task_id"] is not None:
        text = say("Payout {id} of {amount} to the {noun} {number} for task {task}", task=payout["task_id"])
    noun = Sentence(NOUNS[KIND_OF_TYPE[payout["endpoint_type"]]])
    return text.using(id=payout["id"], amount=_sum(payout), noun=noun, number=payout["number"])


def _sum(payout: Row) -> Money:
    """What is to arrive."""
    return Money(payout["target_amount"] - payout["fee"], payout["target_currency"])
