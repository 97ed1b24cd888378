"""The commands for payouts that somebody transfers by hand: what waits, and files for the bank."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from server.cli.shell import with_db
from store.server_url import Where

_TO_FILE = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file to write it to, - for the terminal. Default: payouts-NUMBER.xml here.",
)


@click.group()
def payouts() -> None:
    """Transfer payouts by hand: see what waits, and make payment files for the bank."""


@payouts.command()
@with_db
@click.argument("way", type=click.Choice(["manual", "ledger"]), required=False)
def settlement(db: Where, way: str | None) -> None:
    """Say how payouts are carried out from now on, or show it.

    manual: somebody transfers them outside and records how each ended. ledger: each has arrived at once, a sandbox without a
    bank. Payouts under way stay as they are.
    """
    from server.cli.payout_files import set_settlement

    set_settlement(db, way)


@payouts.command()
@with_db
@click.argument("account", required=False)
@click.option("--name", help="Whose account it is, as the bank knows them.")
@click.option("--bic", help="Its bank's BIC. An account without an IBAN needs one.")
def account(db: Where, account: str | None, name: str | None, bic: str | None) -> None:
    """Say which account payouts are paid from, or show it.

    ACCOUNT: an IBAN, or what the bank calls it.
    """
    from server.cli.payout_files import set_account, show_account

    if account is None:
        if name or bic:
            raise click.UsageError("--name and --bic go with an account.")
        show_account(db)
        return
    if name is None:
        raise click.UsageError("An account needs --name, whose it is.")
    set_account(db, account, name, bic)


@payouts.command()
@with_db
def waiting(db: Where) -> None:
    """List the payouts that are to be transferred, and those in files whose end is not recorded yet."""
    from server.cli.payout_files import list_waiting

    list_waiting(db)


@payouts.command()
@with_db
@click.option("--account", help="The account they are paid from, in place of the one that was set.")
@click.option("--name", help="Whose account it is, with --account.")
@click.option("--bic", help="Its bank's BIC, with --account.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="When the bank carries them out, YYYY-MM-DD; default today. Weekends and holidays become the next bank day.",
)
@click.option("--currency", type=click.Choice(["EUR", "USD", "RUB"]), help="Only payouts in this currency.")
@click.option("--payout", "only", type=int, multiple=True, help="Only this payout; may be repeated.")
@_TO_FILE
def file(
    db: Where,
    account: str | None,
    name: str | None,
    bic: str | None,
    day: datetime | None,
    currency: str | None,
    only: tuple[int, ...],
    output: Path | None,
) -> None:
    """Make one payment file (ISO 20022 pain.001.001.09) of all payouts that wait for one.

    A payout is put into one file, ever. The file is kept; `hiringhall payouts file-again NUMBER` hands out the same one.
    """
    from server.cli.payout_files import make_payment_file

    if (account is None) != (name is None) or (bic and account is None):
        raise click.UsageError("--account goes with --name, and --bic with both.")
    payer = None if account is None or name is None else (name, account, bic)
    make_payment_file(db, payer, day.date() if day else None, currency, only, output)


@payouts.command(name="file-again")
@with_db
@click.argument("number", type=int)
@_TO_FILE
def file_again(db: Where, number: int, output: Path | None) -> None:
    """Hand out a payment file as it was made. Nothing is paid or changed."""
    from server.cli.payout_files import hand_out_again

    hand_out_again(db, number, output)
