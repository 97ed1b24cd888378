"""The operator's view of the books: the proof, and statements of a month."""

from __future__ import annotations

import json
from typing import Any

import click

from server.app import system_clock
from server.cli.actions import agreed_on
from server.cli.payout_statements import payout_lines, payout_shapes
from server.naming import Doubtful, OperatorError, find_owner
from store.database import Transaction
from store.opening import reading
from store.payouts.statements import payout_faults, payouts_of_month
from store.server_url import Where
from store.types import Money, Owner
from store.wallet.audit import differences
from store.wallet.statements import Statement, faults, next_month, statements, totals, unbalanced


def verify_ledger(db: Where) -> int:
    """Print the differences between the log and the running figures; 1 when there are any."""
    with reading(db) as tx:
        found = differences(tx)
    for difference in found:
        click.echo(difference)
    if found:
        click.echo(f"{len(found)} differences between the log and the books.", err=True)
        return 1
    click.echo("The books balance.")
    return 0


def show_statement(db: Where, owner: str | None, month: str | None, as_json: bool) -> int:
    """Print the month of an owner's purses, or of every account; 1 when a statement does not reconcile with the log."""
    month = month or f"{system_clock():%Y-%m}"
    try:
        next_month(month)
    except ValueError:
        raise OperatorError(f"{month!r} is not a month such as 2026-11.") from None
    with reading(db) as tx:
        named = _meant(tx, owner) if owner is not None else None
        found = statements(tx, month, named)
        paid = payouts_of_month(tx, named.id, month) if named is not None and named.kind == "person" else None
    wrong = [*faults(found), *(unbalanced(found) if named is None else [])]
    wrong += payout_faults(paid, found) if paid is not None else []
    if as_json:
        more = payout_shapes(paid) if paid is not None else {}
        click.echo(json.dumps(_shape(month, found, named is None, wrong) | more, indent=1))
    else:
        for line in _lines(found, named is None) or [f"{named or 'Nobody'} has no purse."]:
            click.echo(line)
        for line in payout_lines(named, month, paid) if named is not None and paid is not None else []:
            click.echo(line)
        for sentence in wrong:
            click.echo(f"! {sentence}")
    if wrong:
        click.echo(f"{len(wrong)} figures do not reconcile with the log; see hiringhall ledger verify.", err=True)
    return 1 if wrong else 0


def _meant(tx: Transaction, owner: str) -> Owner:
    try:
        return find_owner(tx, owner)
    except Doubtful as doubtful:
        return agreed_on(doubtful)


def _lines(found: list[Statement], everybody: bool) -> list[str]:
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.name}, {one.month}")
        lines.append(_line("opening", one.opening))
        for moved in one.movements:
            for times, money in ((moved.times, moved.credits), (moved.times, -moved.debits)):
                lines += [_line(f"  {moved.kind:<22} {times:>6} x", money)] if money.amount else []
        lines += [_line("credits", one.credits), _line("debits", one.debits)]
        lines.append(_line("closing", one.closing) + (f"  ({one.held.text} of it held)" if one.held.amount else ""))
    for opening, credits, debits, closing in totals(found) if everybody else []:
        lines.append(f"all {opening.currency} accounts together")
        lines += [
            _line("opening", opening),
            _line("credits", credits),
            _line("debits", debits),
            _line("closing", closing),
        ]
    return lines


def _line(name: str, money: Money) -> str:
    return f"  {name:<34} {money.text:>20}"


def _shape(month: str, found: list[Statement], everybody: bool, wrong: list[str]) -> dict[str, Any]:
    shape: dict[str, Any] = {"month": month, "statements": [_statement_shape(one) for one in found]}
    if everybody:
        names = ("opening", "credits", "debits", "closing")
        shape["together"] = [
            {"currency": line[0].currency, **{name: money.text for name, money in zip(names, line, strict=True)}}
            for line in totals(found)
        ]
    return {**shape, "reconciles": not wrong, "faults": wrong}


def _statement_shape(one: Statement) -> dict[str, Any]:
    return {
        "owner": str(one.account.owner),
        "account": one.account.kind,
        "currency": one.account.currency,
        "opening": one.opening.text,
        "movements": [
            {"kind": moved.kind, "times": moved.times, "credits": moved.credits.text, "debits": moved.debits.text}
            for moved in one.movements
        ],
        "credits": one.credits.text,
        "debits": one.debits.text,
        "closing": one.closing.text,
        "held": one.held.text,
        "next_opening": one.next_opening.text,
    }
