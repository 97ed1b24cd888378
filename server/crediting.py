"""Money that comes from outside into a purse: by the operator's hand, or as a chain or a facilitator shows it."""

from __future__ import annotations

from datetime import datetime

from store.agents import agents
from store.database import Row, Transaction
from store.ledger import OUTSIDE, Books
from store.types import PLATFORM, Money, Owner
from store.wallet.wallets import deposited
from tools.agents.rules.agents import status_after_deposit
from tools.approvals.money_moved import money_moved
from tools.call import Call
from tools.companies.agent_owners import tell_of_agent
from tools.questions import quoted
from tools.rules.sentences import Words, read, say, word
from tools.wallet.rules.activation import deposit_missing


def credit_and_tell(call: Call, owner: Owner, money: Money, note: Words, reference: str | None = None) -> Money:
    """Put money that came from outside into a purse; the balance after.

    reference: what it is outside, where that is credited once by itself; the note is ours then, else somebody's words."""
    before = _agent(call.tx, owner)
    balance = put_in(Books(call.tx, call.now, moved=call.moved), owner, money, read(note), reference)
    said = note if reference else quoted(read(note))
    call.tell(
        owner,
        "money_in",
        say("{amount} came into your purse: {what}.", amount=money, what=said),
        figures={"amount": str(money)},
    )
    after = _agent(call.tx, owner)
    if before is not None and after is not None and after["status"] != before["status"]:
        tell_of_agent(
            call, after, say("Agent {id} is {status} now: its deposit is enough.", status=word(after["status"])), None
        )
    money_moved(call)
    return balance


def _agent(tx: Transaction, owner: Owner) -> Row | None:
    return agents.find_agent(tx, owner.id) if owner.kind == "agent" else None


def put_in(
    books: Books, owner: Owner, money: Money, note: str = "credited by the operator", reference: str | None = None
) -> Money:
    """The same without telling anybody."""
    purse = books.purse(owner, money.currency)
    kind = "top_up" if owner.kind == "company" else "deposit"
    outside = books.account(PLATFORM, OUTSIDE, money.currency)
    books.move(outside, purse, money, kind=kind, note=note, external_reference=reference)
    if owner.kind == "agent":
        _activate(books.tx, owner, books.now)
    return Money(purse.balance + money.amount, money.currency)


def _activate(tx: Transaction, owner: Owner, now: datetime) -> None:
    """Make an agent active when its confirmed deposits are enough."""
    row = agents.find_agent(tx, owner.id)
    if row is None:
        return
    missing = deposit_missing(row["currency"], deposited(tx, owner))
    present = (row["status"], row["status_before_suspension"])
    status, before = status_after_deposit(*present, missing)
    if (status, before) != present:
        agents.set_status(tx, owner.id, status, before, row["suspension_reason"], now)
