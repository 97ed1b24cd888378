"""What the commands for reviews do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import click

from server.app import App
from server.cli.actions import existing, with_app
from server.machine import machine_call
from server.naming import OperatorError
from store.database import Row, Transaction
from store.reviews import reports
from store.server_url import Where
from tools.call import Call
from tools.errors import Refusal
from tools.review_scores import settings_of
from tools.reviews import moderation
from tools.rules.ratings import decimal_of, overall_of
from tools.text import one_line


def list_reported(db: Where) -> None:
    """Print the open reports, oldest first."""
    rows = with_app(existing(db), lambda app: app.database.read(reports.waiting))
    for row in rows:
        click.echo(_told(row))
    if not rows:
        click.echo("No report waits.")


def _told(row: Row) -> str:
    by, author = f"{row['by_type']}:{row['by_id']}", f"{row['author_type']}:{row['author_id']}"
    lines = [
        f"Review {row['review_id']} ({row['review_status']}), {overall_of(row['overall'])} of 5 by {author} about "
        f"{row['about_type']}:{row['about_id']}: {one_line(row['review_text'])}",
        *([f"  their note to you: {one_line(row['operator_note'])}"] if row["operator_note"] else []),
        *([f"  reply: {one_line(row['reply'])}"] if row["reply"] else []),
        f"  {row['created_at']}  {by} says {row['reason']}: {one_line(row['text'])}",
    ]
    return "\n".join(lines)


def take_out(db: Where, number: int) -> None:
    count = _done(db, lambda call: moderation.remove(call, number))
    click.echo(f"Review {number} is taken out; {_reports(count)} upheld.")


def let_stay(db: Where, number: int) -> None:
    count = _done(db, lambda call: moderation.dismiss(call, number))
    click.echo(f"Review {number} stays; {_reports(count)} dismissed.")


def show_again(db: Where, number: int) -> None:
    def work(call: Call) -> int:
        moderation.put_back(call, number)
        return 1

    _done(db, work)
    click.echo(f"Review {number} can be read again.")


def show_settings(db: Where) -> None:
    found = with_app(existing(db), lambda app: app.database.read(settings_of))
    for each in fields(found):
        value = getattr(found, each.name)
        click.echo(f"{each.name:13} {decimal_of(value) if each.name == 'prior_mean' else value}")


def change_setting(db: Where, name: str, value: str) -> None:
    _done(db, lambda call: moderation.set_setting(call, name, value))
    click.echo(f"reviews.{name} is {value}; all scores follow it.")


def count_anew(db: Where) -> None:
    count = _done(db, moderation.recount_all)
    click.echo(f"Counted anew what {count} authors say of somebody.")


def _reports(count: int) -> str:
    return f"{count} report{'s are' if count != 1 else ' is'}"


def _done(db: Where, act: Callable[[Call], int]) -> int:
    """Do something as the machine, in one transaction."""

    async def work(app: App) -> int:
        def write(tx: Transaction) -> int:
            try:
                return act(machine_call(app, tx))
            except Refusal as refusal:
                raise OperatorError(refusal.message) from None

        return await app.database.write(write)

    return with_app(existing(db), work)
