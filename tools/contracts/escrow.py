"""Money put aside for a participant: a hold on the payer's purse, of which each part is paid out or given back once."""

from __future__ import annotations

from collections.abc import Iterable

from store.database import Row
from store.ledger import Hold, load_account
from store.movements import Record
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.money_notices import payee_of


def put_aside(call: Call, deposit_id: int, payer: Owner, money: Money) -> None:
    """Hold money of the payer's purse for a deposit. Shortfall when the purse has less."""
    call.books.hold(call.books.purse(payer, money.currency), money, kind="contract_deposit", record=_record(deposit_id))


def pay_out(call: Call, deposit: Row, amount: int, note: str | None) -> None:
    """A part of what is held for a deposit goes to whom it was put aside for; the rest stays held."""
    payee = call.books.purse(payee_of(deposit), deposit["currency"])
    for hold, part in _parts(call.books.open_holds(_record(deposit["event_id"])), amount):
        call.books.post(hold.id, [(payee, part, "contract_payout")], note)
        _hold_rest(call, hold, part)


def give_back(call: Call, deposit: Row, amount: int) -> None:
    """A part of what is held for a deposit is the payer's to spend again, the last that was put aside first."""
    for hold, part in _parts(reversed(call.books.open_holds(_record(deposit["event_id"]))), amount):
        call.books.void(hold.id)
        _hold_rest(call, hold, part)


def _hold_rest(call: Call, hold: Hold, part: Money) -> None:
    if rest := hold.money - part:
        purse = load_account(call.tx, hold.account_id)
        call.books.hold(purse, rest, kind="contract_rest", record=hold.record, rest_of=hold.root)


def _parts(holds: Iterable[Hold], amount: int) -> list[tuple[Hold, Money]]:
    """How much of each hold makes up an amount."""
    found = []
    for hold in holds:
        part = min(amount, hold.money.amount)
        if part:
            found.append((hold, Money(part, hold.money.currency)))
        amount -= part
    assert not amount, f"{amount} more than is held"
    return found


def _record(deposit_id: int) -> Record:
    return ("contract_deposit", deposit_id)
