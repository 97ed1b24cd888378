"""What the commands that keep a hall do and say."""

from __future__ import annotations

import os
from pathlib import Path

import click

from server import __version__
from server.app import files_folder, system_clock
from server.cli.log_proofs import own_keys
from server.config import default_database
from server.naming import OperatorError
from store.database import StoreUnavailable
from store.installation_key import SECRET_VARIABLE, key_file
from store.keeping.backups import DATABASE, KEY, make_backup
from store.keeping.halls import Arrived, NotWhole, copy_hall, restore_hall
from store.keeping.places import Place
from store.server_url import ServerUrl, Where, is_server, shown

MOST_TOLD = 20
# Where the key and the files of a hall lie whose rows are on a server.
FOLDER_VARIABLE = "HIRINGHALL_FOLDER"


def back_up(db: Where, to: Path, with_key: bool, force: bool) -> int:
    """Write a backup and say what is in it and what is not; 1 when the hall is not whole."""
    hall = place_of(db)
    if with_key and not hall.key.exists():
        raise OperatorError(f"There is no key at {hall.key}: {_no_key()}")
    keys = own_keys(beside(db))
    made = make_backup(
        hall, to.absolute(), keys=keys, program=__version__, now=system_clock(), with_key=with_key, force=force
    )
    click.echo(f"{to} holds {made.rows:,} rows ({_size(made.size)}) and {_files(made.files, made.files_size)}.")
    if made.has_key:
        click.echo("The key is in it: whoever has this backup has the hall.")
    else:
        click.echo(
            f"Not in it: the key ({_key_place(hall)}). Keep a copy of it elsewhere; without it secrets stay shut."
        )
    click.echo("Not in it: settings of the environment, the local credential, logs.")
    _tell(made.faults)
    if made.faults:
        click.echo(f"The hall is not whole: {len(made.faults)} faults. The backup was made all the same.", err=True)
        return 1
    click.echo("Checked: the file is whole, the books balance, and the log is what was written.")
    return 0


def put_back(db: Where, backup: Path, force: bool, even_so: bool) -> None:
    """Restore a backup and say what stands there now."""
    hall, backup = place_of(db), backup.absolute()
    if force and is_server(db):
        raise OperatorError("A database on a server is not replaced: make an empty one, and restore into that.")
    keys = own_keys(backup / DATABASE) if (backup / KEY).exists() else own_keys(beside(db))
    try:
        made, arrived = restore_hall(backup, hall, keys=keys, now=system_clock(), even_so=even_so, force=force)
    except NotWhole as faulty:
        _tell(faulty.faults)
        raise
    click.echo(f"{shown(db)} holds the hall as of {made.made_at}.")
    _say(arrived, hall)
    for path in arrived.aside:
        click.echo(f"What was there before is now {path}. Remove it when it is not wanted.")
    click.echo("Mail and webhooks that waited then go out again once it is served.")


def move_hall(old: Where, new: Where, serving: bool, even_so: bool) -> None:
    """Move a hall and say what was moved."""
    here, there = place_of(old), place_of(new)
    if _same(old, new):
        raise OperatorError("Both are the same hall. Name another place with --to.")
    try:
        arrived = copy_hall(here, there, keys=own_keys(beside(old)), serving=serving, even_so=even_so)
    except StoreUnavailable as unavailable:
        if unavailable.reason != "busy" or serving:
            raise
        raise OperatorError(
            f"{shown(old)} is being served, and what is written from now on would be left behind. Stop it first, or copy it "
            "as it is now with --while-serving."
        ) from unavailable
    except NotWhole as faulty:
        _tell(faulty.faults)
        raise
    click.echo(f"{shown(new)} holds the hall of {shown(old)}.")
    _say(arrived, there)
    if serving:
        click.echo("What was written to the old one after this began is not in it.")
    click.echo("Serve one of the two only: both hold the same mail and the same work that waits.")


def _say(arrived: Arrived, there: Place) -> None:
    most = sorted(arrived.rows.items(), key=lambda found: (-found[1], found[0]))[:6]
    named = ", ".join(f"{rows:,} {name}" for name, rows in most)
    click.echo(f"{arrived.total:,} rows in {len(arrived.rows)} tables: {named}, ...")
    copied = arrived.bytes
    click.echo(f"{_files(copied.files, copied.size)} are in {there.files}." if copied.files else "It has no files.")
    click.echo(f"Its key is {_key_place(there)}." if arrived.has_key else f"Its key is not here: {_no_key()}")
    _tell(arrived.faults)
    if arrived.faults:
        click.echo(f"It is not whole: {len(arrived.faults)} faults.", err=True)
    else:
        click.echo("Checked: every row has arrived, the books balance, and the log is what was written.")


def _tell(faults: list[str]) -> None:
    for fault in faults[:MOST_TOLD]:
        click.echo(f"! {fault}", err=True)
    if len(faults) > MOST_TOLD:
        click.echo(f"! and {len(faults) - MOST_TOLD} more", err=True)


def _key_place(hall: Place) -> str:
    return SECRET_VARIABLE if os.environ.get(SECRET_VARIABLE) else str(hall.key)


def _no_key() -> str:
    if os.environ.get(SECRET_VARIABLE):
        return f"it is {SECRET_VARIABLE}."
    return f"put it there, or give {SECRET_VARIABLE}, before it is served."


def _files(files: int, size: int) -> str:
    return f"{files:,} files ({_size(size)})"


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MiB"


def _same(one: Where, other: Where) -> bool:
    if is_server(one) or is_server(other):
        return str(one) == str(other)
    return Path(one).resolve() == Path(other).resolve()


def place_of(where: Where) -> Place:
    """A hall with what lies beside it."""
    path = beside(where)
    return Place(where, key_file(path), files_folder(path))


def beside(where: Where) -> Path:
    """The path that the key and the files of a hall lie beside: the database itself when it is a file."""
    if not is_server(where):
        return Path(where)
    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else default_database().parent / ServerUrl.of(str(where)).file_name
    return folder / "hall"
