"""The rules of safety as the operator fills them: shown, and loaded from files that are checked as a whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click

from server.app import App, system_clock
from server.cli.actions import existing, with_app
from server.naming import OperatorError
from store.database import Transaction
from store.open_calls import safety
from store.opening import reading
from store.server_url import Where
from store.types import DECIMALS, Money, utc_text
from tools.rules.countries import COUNTRIES
from tools.rules.decimals import read_decimal

MOST_BYTES = 1_000_000
HEADING = ["country", "currency", "per_hour"]


def floors(db: Where, file: Path | None) -> None:
    """Print the floors of pay, after setting them anew where a file is given."""
    if file is not None:
        rows = read_floors(_text(file))
        _write(db, lambda tx: safety.replace_floors(tx, rows))
    with reading(existing(db)) as tx:
        for row in safety.floors(tx):
            example = "  (example)" if row["example"] else ""
            click.echo(f"{row['country']:3} {row['per_hour']:>8} {row['currency']} an hour{example}")


def kinds(db: Where, file: Path | None) -> None:
    """Print the forbidden kinds, after setting them anew where a file is given."""
    if file is not None:
        rows = read_kinds(_text(file))
        _write(db, lambda tx: safety.replace_kinds(tx, rows))
    with reading(existing(db)) as tx:
        for row in safety.kinds(tx):
            needs = " with ".join(f"({' or '.join(phrases)})" for phrases in json.loads(row["needs"]))
            click.echo(f"{row['code']}{'  (example)' if row['example'] else ''}: {needs}")


def set_threshold(db: Where, people: int, hours: int) -> None:
    """How many verified people within how many hours stop a call."""
    stamp = utc_text(system_clock())

    def both(tx: Transaction) -> None:
        safety.set_setting(tx, "reports.threshold", people, stamp)
        safety.set_setting(tx, "reports.hours", hours, stamp)

    _write(db, both)
    click.echo(f"A call is stopped by {people} verified people who report it within {hours} hours.")


def read_floors(text: str) -> list[dict[str, str]]:
    """The rows of a file of floors; OperatorError names every fault."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(row)]
    if not rows or rows[0] != HEADING:
        raise OperatorError(f"Nothing was loaded. The file begins with the heading {','.join(HEADING)}.")
    faults: list[str] = []
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        fault = _floor_fault(row, found)
        if fault:
            faults.append(f"Line {number}: {fault}.")
        else:
            found[row[0]] = dict(zip(HEADING, row, strict=True))
    if faults:
        raise OperatorError(f"Nothing was loaded. {' '.join(faults)}")
    return list(found.values())


def read_kinds(text: str) -> list[tuple[str, list[list[str]]]]:
    """The kinds of a file; OperatorError says what is wrong with it."""
    try:
        given = json.loads(text)
    except ValueError as fault:
        raise OperatorError(f"Nothing was loaded. The file is no JSON: {fault}.") from None
    if not isinstance(given, list) or not all(_is_kind(each) for each in given):
        raise OperatorError(
            'Nothing was loaded. The file is a list of kinds such as {"code": "reshipping", "needs": [["receive"], ["parcel"]]}.'
        )
    codes = [each["code"] for each in given]
    if len(set(codes)) < len(codes):
        raise OperatorError("Nothing was loaded. Each code stands once.")
    return [(each["code"], each["needs"]) for each in given]


def _floor_fault(row: list[str], found: dict[str, dict[str, str]]) -> str | None:
    if len(row) != len(HEADING):
        return f"{len(row)} values, {len(HEADING)} are wanted"
    country, currency, per_hour = row
    if country != "*" and country not in COUNTRIES:
        return f"{country!r} is no country: two capital letters, or * for all others"
    if country in found:
        return f"{country} stands twice"
    if currency not in DECIMALS:
        return f"{currency!r} is no currency"
    try:
        amount = Money.of(read_decimal(per_hour), currency)
    except ValueError as fault:
        return f"per_hour {fault}"
    return None if amount.amount > 0 else "per_hour must be more than 0"


def _is_kind(each: object) -> bool:
    if not isinstance(each, dict) or set(each) != {"code", "needs"} or not isinstance(each["code"], str):
        return False
    needs = each["needs"]
    return bool(each["code"].strip() and needs) and all(
        isinstance(phrases, list) and phrases and all(isinstance(one, str) and one.strip() for one in phrases)
        for phrases in needs
    )


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise OperatorError(f"{file} is too large for a file of rules.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OperatorError(f"{file} is no text in UTF-8.") from None


def _write(db: Where, change: object) -> None:
    async def work(app: App) -> None:
        await app.database.write(change)  # type: ignore[arg-type]

    with_app(existing(db), work)
