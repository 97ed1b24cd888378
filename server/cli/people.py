"""What the operator does for a person who asks to be forgotten, or for their data, and notes of a provider: by hand, on the
machine."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import cast

import click

from server.app import App
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError, find_owner
from store.database import Row, Transaction
from store.people.persons import find_person
from store.server_url import Where
from tools.errors import WrongState
from tools.platform.account_closing import check_nothing_open, close_account, still_open
from tools.platform.account_export import export_text
from tools.providers.background import Outcome, Test, record_test


def forget_person(db: Where, name: str, give_up_money: bool, yes: bool) -> None:
    """Close somebody's account for good, after asking."""
    path = existing(db)
    who = with_app(path, lambda app: app.database.read(lambda tx: _described(_person(tx, name))))
    if not yes:
        click.echo(f"Found {who}", err=True)
        if not sys.stdin.isatty():
            raise OperatorError("Nobody is forgotten unasked. If that is the right one, add --yes.")
        click.confirm("Close this account for good?", abort=True, err=True)
    with_app(path, lambda app: app.database.write(lambda tx: _forget(app, tx, name, give_up_money)))
    click.echo(f"Forgotten: person:{who.split()[0].removeprefix('person:')}")


def export_person(db: Where, name: str) -> None:
    """Print everything that is kept about somebody as JSON."""
    text = with_app(
        existing(db),
        lambda app: app.database.read(lambda tx: export_text(machine_call(app, tx), _person(tx, name)["id"])[0]),
    )
    click.echo(text)


def note_test(db: Path, name: str, test: str, outcome: str | None, day: date | None) -> None:
    """Keep how a provider's background check or drug test ended."""
    who = with_app(existing(db), lambda app: app.database.write(lambda tx: _noted(app, tx, name, test, outcome, day)))
    click.echo(f"The {test.replace('_', ' ')} of person:{who} is {outcome or 'not known any more'}.")


def _noted(app: App, tx: Transaction, name: str, test: str, outcome: str | None, day: date | None) -> int:
    call, person = machine_call(app, tx), _person(tx, name)
    if day is not None and day > call.now.date():
        raise OperatorError(f"{day.isoformat()} lies ahead; --on is the day on which it ended.")
    record_test(call, person["id"], cast(Test, test), cast(Outcome | None, outcome), day)
    return int(person["id"])


def _person(tx: Transaction, name: str) -> Row:
    owner = find_owner(tx, name)
    row = find_person(tx, owner.id) if owner.kind == "person" else None
    if row is None:
        raise OperatorError(f"{name!r} is no person with an account. Name one: person:7, or an e-mail address.")
    return row


def _described(person: Row) -> str:
    return f"person:{person['id']} {person['name']} <{person['email']}>, here since {person['created_at'][:10]}"


def _forget(app: App, tx: Transaction, name: str, give_up_money: bool) -> None:
    call, person = machine_call(app, tx), _person(tx, name)
    try:
        check_nothing_open(still_open(call, person["id"]), gives_up_money=give_up_money)
    except WrongState as no:
        raise OperatorError(f"{no.message} Money that is not held can be given up with --give-up-money.") from None
    close_account(call, person)
