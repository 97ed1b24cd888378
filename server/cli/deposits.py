"""What the operator says of deposits: the public keys that their addresses come from."""

from __future__ import annotations

import click

from server.app import App
from server.calls.payments import credit_payment
from server.cli.actions import existing, with_app
from server.naming import OperatorError
from store.database import Transaction
from store.server_url import Where
from store.types import Money
from store.wallet.call_payments import load_payment, note_failed, uncertain_payments
from store.wallet.deposit_addresses import key_of, keys_in_use, stop_using_key, use_key
from tools.rules.chains import WATCHED
from tools.wallet.rules.extended_keys import KINDS_OF, NETWORK_OF, ExtendedKey, address_at, read_key

# Which addresses are shown to be compared: by their numbers.
COMPARED = (0, 4)


def show_keys(db: Where) -> None:
    """Print which currencies have a key, and how many addresses were given out."""

    async def work(app: App) -> list[str]:
        rows = await app.database.read(keys_in_use)
        return [
            f"{row['currency']:5} {row['kind']:9} {row['next_index']} given  {row['public_key']}{_watching(app, row['kind'])}"
            for row in rows
        ]

    lines = with_app(existing(db), work)
    click.echo("\n".join(lines) or "No currency has a key: all deposit addresses are sandbox references.")


def _watching(app: App, kind: str) -> str:
    network = NETWORK_OF[kind]  # type: ignore[index]
    if network not in WATCHED:
        return f"  ({network} is not watched: credit deposits by hand)"
    return (
        "" if app.parts.chains.watches(network) else f"  (no node of {network} is configured: credit deposits by hand)"
    )


def use_public_key(db: Where, currency: str, text: str, kind: str | None, yes: bool) -> None:
    """Derive a currency's new addresses from a public key, after somebody compared what it gives."""
    key = read_key(text, kind)
    if key.kind not in KINDS_OF[currency]:
        raise OperatorError(f"{currency} is received at addresses of the kind {' or '.join(KINDS_OF[currency])}.")
    existing(db)
    click.echo(_comparison(currency, key), err=True)
    if not yes:
        click.confirm("Does your wallet program show the same addresses?", abort=True, err=True)

    async def work(app: App) -> None:
        await app.database.write(lambda tx: use_key(tx, currency, key.kind, key.text, app.clock()))

    with_app(db, work)
    click.echo(f"New deposit addresses of {currency} come from this key. Wallets that have one keep theirs.")


def _comparison(currency: str, key: ExtendedKey) -> str:
    lines = [f"Addresses of {currency} ({key.kind}) from this key, the first and the fifth for receiving:"]
    lines += [f"  {index}: {address_at(key, index)}" for index in COMPARED]
    if key.hrp != "bc":
        lines.append("It is a key of a TEST network: real money sent to such an address is lost.")
    return "\n".join(lines)


def remove_key(db: Where, currency: str) -> None:
    """New wallets of a currency get sandbox references again."""

    async def work(app: App) -> bool:
        had = await app.database.read(lambda tx: key_of(tx, currency))
        await app.database.write(lambda tx: stop_using_key(tx, currency))
        return had is not None

    if not with_app(existing(db), work):
        raise OperatorError(f"{currency} has no key.")
    click.echo(f"New wallets of {currency} get sandbox references. Addresses that were given stay as they are.")


def show_payments(db: Where) -> None:
    """Print payments that came with calls and whose outcome is not known."""
    rows = with_app(existing(db), lambda app: app.database.read(lambda tx: uncertain_payments(tx, app.clock())))
    for row in rows:
        amount = Money(row["amount"], row["currency"])
        click.echo(
            f"{row['id']:6}  {amount} from {row['payer_address']} on {row['network']}, nonce {row['nonce']}, for "
            f"{row['owner_type']}:{row['owner_id']}  {row['created_at']}  {row['failure'] or ''}"
        )
    if not rows:
        click.echo("The outcome of every payment is known.")


def end_payment(db: Where, number: int, transaction_hash: str | None) -> None:
    """Say what became of such a payment: it went through in a transaction, or (None) it did not."""

    async def work(app: App) -> None:
        await app.database.write(lambda tx: payment_ended(app, tx, number, transaction_hash))

    with_app(existing(db), work)
    click.echo(f"Payment {number} {'did not go through' if transaction_hash is None else 'is credited'}.")


def payment_ended(app: App, tx: Transaction, number: int, transaction_hash: str | None) -> None:
    row = load_payment(tx, number)
    if row is None or row["status"] != "taken":
        raise OperatorError(f"There is no payment {number} whose outcome is not known.")
    if transaction_hash is None:
        note_failed(tx, number, "the operator saw that it did not go through", app.clock())
    else:
        credit_payment(app.parts, tx, number, transaction_hash)
