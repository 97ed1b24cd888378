"""The commands for open calls that were reported or stopped, and for the rules of safety."""

from __future__ import annotations

from pathlib import Path

import click

from server.cli.shell import with_db
from store.server_url import Where

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_because = click.option("--because", required=True, help="Why; told to the company and to whoever reported it.")


@click.group(name="open-calls")
def open_calls() -> None:
    """Look at open calls that were reported, and say what becomes of them; set pay floors and forbidden kinds of work."""


@open_calls.command()
@with_db
def waiting(db: Where) -> None:
    """Show the calls that are suspended or were reported and not answered."""
    from server.cli.open_calls.deciding import show_waiting

    show_waiting(db)


@open_calls.command()
@with_db
@click.argument("call")
def show(db: Where, call: str) -> None:
    """Show all that a call says, and what is said against it.

    CALL: its number or public id.
    """
    from server.cli.open_calls.deciding import show_call

    show_call(db, call)


@open_calls.command()
@with_db
@click.argument("call")
@_because
def suspend(db: Where, call: str, because: str) -> None:
    """Stop a published or closed call until you have looked at it; its money stays held."""
    from server.cli.open_calls.deciding import decide

    decide(db, call, "suspend", because)


@open_calls.command()
@with_db
@click.argument("call")
@_because
def restore(db: Where, call: str, because: str) -> None:
    """Put a suspended call back as it was, with the time it lost, and answer everybody who reported it."""
    from server.cli.open_calls.deciding import decide

    decide(db, call, "restore", because)


@open_calls.command()
@with_db
@click.argument("call")
@_because
def remove(db: Where, call: str, because: str) -> None:
    """Take a call away for good: money of its free seats goes back, accepted work lives on, reporters are answered."""
    from server.cli.open_calls.deciding import decide

    decide(db, call, "remove", because)


@open_calls.command()
@with_db
@click.argument("call")
@_because
def answer(db: Where, call: str, because: str) -> None:
    """Answer everybody who reported a call that goes on as it is."""
    from server.cli.open_calls.deciding import decide

    decide(db, call, "answer", because)


@open_calls.command()
@with_db
@click.argument("call")
@_because
def release(db: Where, call: str, because: str) -> None:
    """Let a single call pass the rules on kinds of work; the floor of pay holds all the same."""
    from server.cli.open_calls.deciding import decide

    decide(db, call, "release", because)


@open_calls.command(name="pay-floors")
@with_db
@click.option(
    "--load", "file", type=_FILE, help="CSV with country,currency,per_hour; takes the place of all there are."
)
def pay_floors(db: Where, file: Path | None) -> None:
    """Show the least that an hour pays, by country (* for all others), or load it anew. Shipped ones are examples."""
    from server.cli.open_calls.rule_files import floors

    floors(db, file)


@open_calls.command(name="forbidden-kinds")
@with_db
@click.option("--load", "file", type=_FILE, help="JSON list of {code, needs}; takes the place of all there are.")
def forbidden_kinds(db: Where, file: Path | None) -> None:
    """Show the kinds of work that may not be put out, or load them anew. Shipped ones are examples.

    needs: lists of phrases; a call is of the kind when each list has a phrase in its text.
    """
    from server.cli.open_calls.rule_files import kinds

    kinds(db, file)


@open_calls.command(name="report-threshold")
@with_db
@click.argument("people", type=click.IntRange(1, 1000))
@click.argument("hours", type=click.IntRange(1, 24 * 90))
def report_threshold(db: Where, people: int, hours: int) -> None:
    """Set how many verified people within how many hours stop a call by their reports. Shipped: 3 within 24."""
    from server.cli.open_calls.rule_files import set_threshold

    set_threshold(db, people, hours)
