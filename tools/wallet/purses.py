"""What is told of purses at the end of a transaction that moved money: once, after its last movement."""

from __future__ import annotations

from store.database import Row
from store.ledger import find_account, load_account
from store.movements import Purse, Transfer
from store.types import Money, Owner
from store.wallet.balance_alerts import find_alert, set_state
from tools.call import Call
from tools.rules.sentences import say
from tools.telling import Record
from tools.wallet.rules.alerts import alert_state
from tools.wallet.rules.purse_changes import change_of

_TOLD = ("withdrawal", "withdrawal_fee", "payout")


def tell_of_purses(call: Call) -> None:
    """Write to the feed what came into and left each purse, and tell owners whose purse runs low."""
    for account_id, known in list(call.moved.accounts.items()):
        purse = known or _purse(call, account_id)
        if purse is not None:
            _write_change(
                call, account_id, purse, [each for each in call.moved.transfers if account_id in each.accounts]
            )
            row = find_alert(call.tx, purse.owner, purse.currency) if purse.watched else None
            if row is not None:
                compare_alert(call, row)
    call.moved.clear()


def _purse(call: Call, account_id: int) -> Purse | None:
    account = load_account(call.tx, account_id)
    return Purse(account.owner, account.currency) if account.kind == "purse" else None


def _write_change(call: Call, account_id: int, purse: Purse, transfers: list[Transfer]) -> None:
    """One row a purse and call; what stands there as a top-up, a withdrawal or a payout already is not said twice."""
    told = [each for each in transfers if each.kind not in _TOLD and not _is_top_up(each)]
    type = change_of([(each.kind, each.credit == account_id) for each in told])
    if type is None:
        return
    net = sum(each.amount if each.credit == account_id else -each.amount for each in told)
    data = {"currency": purse.currency, "amount": Money(net, purse.currency).text}
    company_id = purse.owner.id if purse.owner.kind == "company" else None
    call.change(type, ("purse", account_id), company_id=company_id, data=data)


def _is_top_up(transfer: Transfer) -> bool:
    return transfer.record is not None and transfer.record[0] == "top_up"


def compare_alert(call: Call, row: Row) -> None:
    """Tell the owner when the purse has fallen below the amount; watch again once it has recovered."""
    owner, currency = Owner(row["owner_type"], row["owner_id"]), row["currency"]
    account = find_account(call.tx, owner, "purse", currency)
    available = Money(account.available if account else 0, currency)
    state = alert_state(available.amount, row["threshold"])
    if state == row["state"]:
        return
    set_state(call.tx, row["id"], state, call.now)
    if state == "armed":
        return
    threshold = Money(row["threshold"], currency)
    call.tell(
        owner,
        "balance_low",
        say(
            "{available} are available in your purse, less than the {threshold} below which you wanted to be told.",
            available=available,
            threshold=threshold,
        ),
        record=Record("purse", account.id if account else 0, say("Purse in {currency}", currency=currency)),
        figures={"available": str(available), "threshold": str(threshold)},
    )
