"""The commands for the rates at which payouts are converted."""

from __future__ import annotations

from pathlib import Path

import click

from server.cli.shell import with_db
from store.server_url import Where


@click.group(name="exchange-rates")
def exchange_rates() -> None:
    """Show or load the rates at which payouts are converted."""


@exchange_rates.command()
@with_db
@click.option("--csv", "as_csv", is_flag=True, help="In the form of a file to load.")
def show(db: Where, as_csv: bool) -> None:
    """Show the rates in force and those to come, with the spread of each pair."""
    from server.cli.exchange_rates import show_rates

    show_rates(db, as_csv)


@exchange_rates.command()
@with_db
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--far", is_flag=True, help="Take rates that are far from the ones before, too.")
def load(db: Where, file: Path, far: bool) -> None:
    """Load rates from a CSV file, all of them or none.

    FILE: base,target,rate and, for a rate that counts later than at once, valid_from (2026-12-01T00:00:00Z). Each direction
    of a pair is a rate of its own, in units of the weaker currency for one of the stronger: EUR, USD, RUB. Payouts made
    before keep the rate they were made at.
    """
    from server.cli.exchange_rates import load_rates

    load_rates(db, file, far)
