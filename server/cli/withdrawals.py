"""What the operator does about withdrawals: they are sent by hand, with a key that is not on the server."""

from __future__ import annotations

import click

from server.app import App
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError
from store.database import Row, Transaction
from store.server_url import Where
from store.types import Money
from store.wallet import withdrawals
from tools.approvals.money_moved import money_moved
from tools.wallet.rules.transaction_hashes import transaction_hash
from tools.wallet.withdrawal_ends import give_back


def show_waiting(db: Where) -> None:
    """Print the withdrawals that are not final, and what each waits for."""
    rows = with_app(existing(db), lambda app: app.database.read(withdrawals.unfinished))
    for row in rows:
        click.echo(_line(row))
    if not rows:
        click.echo("No withdrawal waits.")


def _line(row: Row) -> str:
    amount = Money(row["amount"], row["currency"])
    if row["trouble"]:
        waits = f"TROUBLE: {row['trouble']}"
    elif row["status"] == "sent":
        waits = f"sent in {row['transaction_hash']}, waits for confirmations"
    else:
        waits = "waits to be sent"
    whose = f"{row['owner_type']}:{row['owner_id']}"
    return f"{row['id']:6}  {amount} to {row['address']} on {row['network']}  for {whose}  {row['created_at']}  {waits}"


def say_sent(db: Where, number: int, text: str) -> None:
    """Keep the transaction a withdrawal was sent in; it is looked for from now on."""

    async def work(app: App) -> str:
        return await app.database.write(lambda tx: sent_in(app, tx, number, text))

    click.echo(with_app(existing(db), work))


def sent_in(app: App, tx: Transaction, number: int, text: str) -> str:
    row = _open(tx, number)
    hash = transaction_hash(row["network"], text)
    if hash is None:
        raise OperatorError(f"{text!r} is no hash of a transaction on {row['network']}: 64 hexadecimal digits.")
    other = withdrawals.withdrawal_of_hash(tx, row["network"], hash)
    if other is not None and other["id"] != row["id"]:
        raise OperatorError(f"That transaction was named for withdrawal {other['id']}. Each has one of its own.")
    withdrawals.note_sent(tx, row["id"], hash, app.clock())
    watched = app.parts.chains.watches(row["network"])
    then = (
        "It is final once the network has confirmed it." if watched else "No node of that network is configured here."
    )
    return f"Withdrawal {row['id']} was sent in {hash}. {then}"


def return_money(db: Where, number: int, reason: str, yes: bool) -> None:
    """A withdrawal is not going to be sent: its money is available again."""

    async def work(app: App) -> str:
        return await app.database.write(lambda tx: returned(app, tx, number, reason, yes))

    click.echo(with_app(existing(db), work))


def returned(app: App, tx: Transaction, number: int, reason: str, yes: bool) -> str:
    row = _open(tx, number)
    if row["status"] == "sent" and not yes:
        raise OperatorError(
            f"Withdrawal {number} was sent in {row['transaction_hash']}; if that transaction still comes through, it is paid "
            "twice. Add --yes when it cannot come through any more."
        )
    call = machine_call(app, tx)
    give_back(call, row, reason.strip().rstrip("."))
    money_moved(call)
    whole = Money(row["amount"] + row["fee"], row["currency"])
    return f"Withdrawal {number} failed; {whole} are available to {row['owner_type']}:{row['owner_id']} again."


def _open(tx: Transaction, number: int) -> Row:
    row = withdrawals.find_withdrawal(tx, number)
    if row is None or row["sandbox"]:
        raise OperatorError(f"There is no withdrawal {number} on a real network.")
    if row["status"] in ("final", "failed"):
        raise OperatorError(f"Withdrawal {number} is {row['status']}; that stays.")
    return row
