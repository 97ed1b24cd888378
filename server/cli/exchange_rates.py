"""The operator's rates of exchange: loaded from a file, and shown with what lies between them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from server.app import App, system_clock
from server.cli.actions import existing, with_app
from server.naming import OperatorError
from store.database import Row, Transaction
from store.opening import reading
from store.payouts.rates import add_rate, coming_rates, current_rate
from store.server_url import Where
from store.types import iso, utc_time
from tools.payouts.rules.conversion import CURRENCIES, PAIRS, operation_of, spread
from tools.payouts.rules.rate_files import HEADING, DatedRate, FaultyRates, far_rates, gains, read_rates

MOST_BYTES = 1_000_000


def show_rates(db: Where, as_csv: bool) -> None:
    """Print the rates in force and to come."""
    with reading(existing(db)) as tx:
        in_force, coming = _rows(tx, system_clock())
    if as_csv:
        click.echo(",".join(HEADING[:3]))
        for row in in_force:
            click.echo(f"{row['base_currency']},{row['target_currency']},{row['rate']}")
        return
    for row in [*in_force, *coming]:
        click.echo(
            f"{row['base_currency']} to {row['target_currency']}  {row['rate']:>12}  {row['operation']:<8}  "
            f"from {iso(row['valid_from'])}  ({row['source']})"
        )
    force = {(row["base_currency"], row["target_currency"]): Decimal(row["rate"]) for row in in_force}
    for base, target in PAIRS:
        if CURRENCIES.index(base) < CURRENCIES.index(target) and {(base, target), (target, base)} <= force.keys():
            percent = spread(force[base, target], force[target, base])
            click.echo(f"Spread of {base} and {target}: {percent:.2f} %, borne by the freelancer.")


def load_rates(db: Where, file: Path, far: bool) -> None:
    """Check a file and load all of it, or say what is wrong with it."""
    if file.stat().st_size > MOST_BYTES:
        raise OperatorError(f"{file} is too large for a file of rates.")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OperatorError(f"{file} is no text in UTF-8.") from None

    async def work(app: App) -> list[DatedRate]:
        return await app.database.write(lambda tx: _loaded(app, tx, text, file.name, far))

    for rate in with_app(existing(db), work):
        click.echo(f"{rate.base} to {rate.target}: {rate.rate:f} from {iso(rate.valid_from)} on")


def _loaded(app: App, tx: Transaction, text: str, source: str, far: bool) -> list[DatedRate]:
    now = app.clock()
    known = [
        DatedRate(row["base_currency"], row["target_currency"], Decimal(row["rate"]), utc_time(row["valid_from"]))
        for rows in _rows(tx, now)
        for row in rows
    ]
    try:
        rates = read_rates(text, now)
    except FaultyRates as faulty:
        raise OperatorError(f"Nothing was loaded. {' '.join(faulty.faults)}") from None
    faults = gains(rates, known)
    if not far and (distant := far_rates(rates, known)):
        faults += [*distant, "Is that meant? Then load it with --far."]
    if faults:
        raise OperatorError(f"Nothing was loaded. {' '.join(faults)}")
    for rate in rates:
        operation = operation_of(rate.base, rate.target)
        add_rate(tx, rate.base, rate.target, rate.rate, operation, rate.valid_from, source[:200], now)
    return rates


def _rows(tx: Transaction, now: datetime) -> tuple[list[Row], list[Row]]:
    """The rates in force, and those to come."""
    found = [current_rate(tx, base, target, now) for base, target in PAIRS]
    return [row for row in found if row is not None], coming_rates(tx, now)
