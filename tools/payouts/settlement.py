"""The way of a payout: created, sent, and ended in one of three ways. Every one that moves a payout on does it here.

Each step happens once: it changes the state only from the one it leads from, and the money moves in the same transaction.
What was reserved lies in clearing, in the currency that is paid; where it was converted, both sides pass the exchange account
of their currency, so each currency balances for itself."""

from __future__ import annotations

from typing import Any

from store.database import Row
from store.ledger import EXCHANGE, OUTSIDE, Account
from store.payouts import payouts
from store.reference.lists import payout_fee_percent
from store.tasks import tasks
from store.types import PLATFORM, Money, Owner
from tools.call import Call
from tools.errors import WrongState
from tools.payouts.progress import note_step, tell_of_end
from tools.payouts.providers import chosen
from tools.payouts.quoting import Quote
from tools.payouts.rules.methods import TYPES
from tools.payouts.rules.payouts import CREATED, ENDED, TITLES, TRANSITIONS, fee_of, has_payout, partial
from tools.rules.sentences import word, worded

CLEARING = "payout_clearing"
FEES = "payout_fees"
# Money that comes back to a balance, whatever it left for.
REFUND = "refund"


def create(
    call: Call,
    method: Row,
    quote: Quote,
    *,
    company_id: int | None,
    task_id: int | None = None,
    auto: bool = False,
) -> Row:
    """Take the money off the balance of the method's owner, and note where it goes. Nobody is told yet.

    company_id: whose task it pays out, or which company asked. Shortfall when the balance is too low."""
    provider, type = chosen(call), TYPES[method["kind"]]
    payout_id = payouts.add(
        call.tx,
        call.now,
        None if auto else call.caller.owner,
        uuid=call.new_uuid(),
        person_id=method["person_id"],
        company_id=company_id,
        task_id=task_id,
        method_id=method["id"],
        endpoint_type=type,
        number=method["number"],
        base_currency=quote.base.currency,
        base_amount=quote.base.amount,
        target_currency=quote.target.currency,
        target_amount=quote.target.amount,
        rate=quote.rate,
        operation=quote.operation,
        fee=fee_on(call, method, quote.target).amount,
        provider=provider.name,
        sandbox=int(provider.sandbox),
        auto=int(auto),
    )
    payout = payouts.load(call.tx, payout_id)
    _reserve(call, payout)
    _note(call, payout)
    return payout


def fee_on(call: Call, method: Row, target: Money) -> Money:
    """What is kept of an amount that is paid to a method."""
    percent = payout_fee_percent(call.tx, TYPES[method["kind"]])
    return Money(fee_of(target.amount, percent), target.currency)


def send(call: Call, payout: Row, reference: str | None = None) -> Row:
    """The provider has it. reference: what the provider calls it."""
    columns = {"sent_at": call.stamp, "next_attempt_at": None, "provider_reference": reference}
    return _advance(call, payout, "send", **columns)


def complete(call: Call, payout: Row) -> Row:
    """All of it has arrived: the money leaves the house, and the fee is kept."""
    paid, fee = payout["target_amount"] - payout["fee"], payout["fee"]
    ended = _advance(call, payout, "complete", settled_at=call.stamp, paid_target_amount=paid, paid_fee=fee)
    _pay(call, ended)
    tell_of_end(call, ended)
    return ended


def complete_in_part(call: Call, payout: Row, paid: int, reason: str | None = None) -> Row:
    """Only so much has arrived, in the smallest unit of the currency that is paid; the rest returns to the balance.

    ValueError unless it is more than nothing and less than all."""
    part = partial(payout["base_amount"], payout["target_amount"], payout["fee"], paid)
    ended = _advance(
        call,
        payout,
        "complete_in_part",
        settled_at=call.stamp,
        paid_target_amount=part.paid,
        paid_fee=part.fee,
        returned_base_amount=part.returned,
        decline_reason=reason,
    )
    _pay(call, ended)
    _give_back(call, ended)
    tell_of_end(call, ended)
    return ended


def decline(call: Call, payout: Row, reason: str) -> Row:
    """Nothing has arrived: all of it returns to the balance, in the currency it came from. reason: a sentence."""
    ended = _advance(
        call,
        payout,
        "decline",
        settled_at=call.stamp,
        returned_base_amount=payout["base_amount"],
        decline_reason=reason,
    )
    _give_back(call, ended)
    tell_of_end(call, ended)
    return ended


def _advance(call: Call, payout: Row, step: str, **columns: Any) -> Row:
    """The state, once; the payout as it is then. WrongState when it is in another state, and nothing was changed."""
    before, status = TRANSITIONS[step]
    assert before is not None, "only create leads from nowhere"
    if not payouts.advance(call.tx, payout["id"], before, status, **columns):
        raise _not_in(payouts.load(call.tx, payout["id"]), before)
    moved = payouts.load(call.tx, payout["id"])
    _note(call, moved)
    return moved


def _not_in(payout: Row, needed: int) -> WrongState:
    title = TITLES[payout["status"]]
    rest = worded("It has ended.") if payout["status"] in ENDED else worded("It has not been handed over yet.")
    return WrongState(
        worded(
            "Payout {id} is {title} ({status}), not {titles} ({needed}). {rest}",
            id=payout["id"],
            title=word(title),
            status=payout["status"],
            titles=word(TITLES[needed]),
            needed=needed,
            rest=rest,
        ),
        state=title,
        details={"payout_id": payout["id"], "payout_status": payout["status"]},
    )


def _note(call: Call, payout: Row) -> None:
    """History, the feed, and whether its task counts as paid out."""
    by_hand = call.caller.kind != "nobody" and not (payout["auto"] and payout["status"] == CREATED)
    actor = call.caller.owner if by_hand else None
    payouts.add_step(call.tx, payout["id"], payout["status"], call.now, call.id, actor)
    note_step(call, payout)
    task_id = payout["task_id"]
    if task_id is not None:
        paid_out = has_payout(row["status"] for row in payouts.of_task(call.tx, task_id))
        tasks.change(call.tx, task_id, has_payout=int(paid_out))
        call.changed("task", task_id)


def _reserve(call: Call, payout: Row) -> None:
    """From the balance into clearing, through the exchange accounts where the currencies differ."""
    purse = call.books.purse(Owner("person", payout["person_id"]), payout["base_currency"])
    clearing, base, target = _clearing(call, payout), _base(payout), _target(payout)
    if payout["operation"] == "none":
        call.books.move(purse, clearing, base, kind="payout", record=_record(payout))
        return
    call.books.move(purse, _exchange(call, base), base, kind="payout", record=_record(payout))
    call.books.move(_exchange(call, target), clearing, target, kind="payout_exchange", record=_record(payout))


def _pay(call: Call, payout: Row) -> None:
    """What arrived leaves the house, and the fee stays in it."""
    clearing, currency = _clearing(call, payout), payout["target_currency"]
    outside = call.books.account(PLATFORM, OUTSIDE, currency)
    paid = Money(payout["paid_target_amount"], currency)
    call.books.move(clearing, outside, paid, kind="payout_settled", record=_record(payout))
    if fee := Money(payout["paid_fee"], currency):
        fees = call.books.account(PLATFORM, FEES, currency)
        call.books.move(clearing, fees, fee, kind="payout_fee", record=_record(payout))


def _give_back(call: Call, payout: Row) -> None:
    """What is left in clearing, and the part of the base amount that returns."""
    purse = call.books.purse(Owner("person", payout["person_id"]), payout["base_currency"])
    clearing = _clearing(call, payout)
    back = Money(payout["returned_base_amount"], payout["base_currency"])
    if payout["operation"] == "none":
        call.books.move(clearing, purse, back, kind=REFUND, record=_record(payout))
        return
    unpaid = _target(payout) - Money(payout["paid_target_amount"] + payout["paid_fee"], payout["target_currency"])
    call.books.move(clearing, _exchange(call, unpaid), unpaid, kind="payout_unpaid", record=_record(payout))
    if back:
        call.books.move(_exchange(call, back), purse, back, kind=REFUND, record=_record(payout))


def _clearing(call: Call, payout: Row) -> Account:
    return call.books.account(PLATFORM, CLEARING, payout["target_currency"])


def _exchange(call: Call, money: Money) -> Account:
    return call.books.account(PLATFORM, EXCHANGE, money.currency)


def _base(payout: Row) -> Money:
    return Money(payout["base_amount"], payout["base_currency"])


def _target(payout: Row) -> Money:
    return Money(payout["target_amount"], payout["target_currency"])


def _record(payout: Row) -> tuple[str, int]:
    return ("payout", payout["id"])
