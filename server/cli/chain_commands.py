"""The commands about chains: keys of deposits, and withdrawals."""

from __future__ import annotations

import click

from server.cli.shell import with_db
from store.server_url import Where

CRYPTO = click.Choice(["BTC", "ETH", "USDT", "USDC"])


@click.group()
def deposits() -> None:
    """Say where deposits go, and see what comes."""


@deposits.command()
@with_db
@click.argument("currency", type=CRYPTO, required=False)
@click.argument("public_key", required=False)
@click.option("--kind", type=click.Choice(["segwit", "ethereum", "tron"]), help="What the addresses of an xpub are.")
@click.option("--yes", is_flag=True, help="The addresses were compared already.")
@click.option("--remove", is_flag=True, help="New wallets get sandbox references again.")
def key(db: Where, currency: str | None, public_key: str | None, kind: str | None, yes: bool, remove: bool) -> None:
    """Derive deposit addresses of a currency from an extended public key, or show which keys there are.

    PUBLIC_KEY: the zpub of an account, or its xpub with --kind. Shows two of its addresses to compare with those of your
    wallet program, and asks. A private key never belongs here; it is refused.
    """
    from server.cli.deposits import remove_key, show_keys, use_public_key

    if currency is None:
        show_keys(db)
    elif remove and public_key is None:
        remove_key(db, currency)
    elif public_key is None or remove:
        raise click.UsageError("Give a key, or --remove without one.")
    else:
        use_public_key(db, currency, public_key, kind, yes)


@deposits.command()
@with_db
@click.argument("number", type=int, required=False)
@click.option("--credit", metavar="HASH", help="It went through, in this transaction.")
@click.option("--fail", is_flag=True, help="It did not go through.")
def payments(db: Where, number: int | None, credit: str | None, fail: bool) -> None:
    """List payments that came with calls and whose outcome is not known, or say what became of one."""
    from server.cli.deposits import end_payment, show_payments

    if (number is None) != (credit is None and not fail) or (credit is not None and fail):
        raise click.UsageError("Give a number with --credit HASH or --fail, or nothing.")
    if number is None:
        show_payments(db)
    else:
        end_payment(db, number, credit)


@click.group()
def withdrawals() -> None:
    """See and send what people withdraw to real networks. Keys that sign are yours, and never on the server."""


@withdrawals.command()
@with_db
def waiting(db: Where) -> None:
    """List withdrawals that are not final."""
    from server.cli.withdrawals import show_waiting

    show_waiting(db)


@withdrawals.command()
@with_db
@click.argument("number", type=int)
@click.option("--hash", "transaction_hash", required=True, help="The transaction it was sent in.")
def sent(db: Where, number: int, transaction_hash: str) -> None:
    """Say in which transaction a withdrawal was sent. Said again, the newer one counts."""
    from server.cli.withdrawals import say_sent

    say_sent(db, number, transaction_hash)


@withdrawals.command(name="give-back")
@with_db
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Shown to the owner.")
@click.option("--yes", is_flag=True, help="Also one that was sent, in a transaction that can't come through any more.")
def give_back(db: Where, number: int, reason: str, yes: bool) -> None:
    """Give the money of a withdrawal back that is not going to be sent."""
    from server.cli.withdrawals import return_money

    return_money(db, number, reason, yes)
