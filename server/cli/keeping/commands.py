"""The commands that keep a hall: backups, restoring them, and moving a hall."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from server.cli.database_place import DatabasePlace
from server.cli.shell import with_db
from store.server_url import Where


@click.command()
@with_db
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help="Put the key of the installation into it: then the backup is the hall.")
@click.option("--force", is_flag=True, help="Replace the backup that is there.")
def backup(db: Where, to: Path, with_key: bool, force: bool) -> None:
    """Write a backup of a hall, which may be served meanwhile.

    TO: a folder that is not there yet. It holds all rows as one file, the bytes of uploaded files, and what they add up
    to; it is checked, and proven like the books, before it is at its place.
    Exits with 1 when the hall is not whole; the backup is made all the same.
    """
    from server.cli.keeping.keeping import back_up

    sys.exit(back_up(db, to, with_key, force))


@click.command()
@with_db
@click.argument("backup", metavar="FROM", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Put aside a hall that is there, unless it is being served.")
@click.option("--even-so", is_flag=True, help="Also a backup of a hall that was not whole.")
def restore(db: Where, backup: Path, force: bool, even_so: bool) -> None:
    """Restore a hall from a backup: to a file that is not there yet, or to an empty database on a server.

    FROM: a folder that `hiringhall backup` wrote. It is checked and proven before anything is put at its place.
    """
    from server.cli.keeping.keeping import put_back

    put_back(db, backup, force, even_so)


@click.command()
@click.option("--from", "old", type=DatabasePlace(), envvar="HIRINGHALL_COPY_FROM", required=True, help="The hall.")
@click.option(
    "--to",
    "new",
    type=DatabasePlace(),
    envvar="HIRINGHALL_COPY_TO",
    required=True,
    help="A new file or an empty database.",
)
@click.option(
    "--while-serving", is_flag=True, help="Also while it is served; what is written meanwhile is left behind."
)
@click.option("--even-so", is_flag=True, help="Also a hall that is not whole.")
def copy(old: Where, new: Where, while_serving: bool, even_so: bool) -> None:
    """Move a whole hall between a file and a PostgreSQL server, or between two of a kind.

    Every row is compared on both sides, and books and log are proven on both, before anybody sees the new one. The old
    one stays as it is. Serve one of the two: both hold the same mail and the same work that waits.
    """
    from server.cli.keeping.keeping import move_hall

    move_hall(old, new, while_serving, even_so)
