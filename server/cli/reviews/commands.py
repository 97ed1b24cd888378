"""The commands for reviews: what was reported, taking reviews out, and what the figures go by."""

from __future__ import annotations

import click

from server.cli.shell import with_db
from store.server_url import Where

_REVIEW = click.argument("number", type=int)


@click.group()
def reviews() -> None:
    """Look after reviews: decide what was reported, and say what the figures go by."""


@reviews.command()
@with_db
def reported(db: Where) -> None:
    """List the reports that wait for a decision, with the reviews they are about."""
    from server.cli.reviews.reviews import list_reported

    list_reported(db)


@reviews.command()
@with_db
@_REVIEW
def remove(db: Where, number: int) -> None:
    """Take a review out: nobody but its two sides sees it any more, and it does not count. Its reports are upheld."""
    from server.cli.reviews.reviews import take_out

    take_out(db, number)


@reviews.command()
@with_db
@_REVIEW
def keep(db: Where, number: int) -> None:
    """Let a reported review stay as it is. Its reports are dismissed."""
    from server.cli.reviews.reviews import let_stay

    let_stay(db, number)


@reviews.command(name="put-back")
@with_db
@_REVIEW
def put_back(db: Where, number: int) -> None:
    """Show a review again that was taken out."""
    from server.cli.reviews.reviews import show_again

    show_again(db, number)


@reviews.command()
@with_db
@click.argument("name", required=False)
@click.argument("value", required=False)
def settings(db: Where, name: str | None, value: str | None) -> None:
    """Show what the figures go by, or change one of it; all scores follow at once.

    NAME: days (to write, 14), reply_days (90), prior_mean (4), prior_weight (5), per_author (of one author so many count, 3),
    rank_weight (how far a score moves people in searches, 0 to 1, 0.2; 0 switches it off).
    """
    from server.cli.reviews.reviews import change_setting, show_settings

    if name is None:
        show_settings(db)
        return
    if value is None:
        raise click.UsageError("A name needs its value.")
    change_setting(db, name, value)


@reviews.command()
@with_db
def recount(db: Where) -> None:
    """Make all sums anew from the reviews themselves."""
    from server.cli.reviews.reviews import count_anew

    count_anew(db)
