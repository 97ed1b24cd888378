"""Moving a hall from one place to another, and restoring one from a backup. Nothing half done is left at the new place."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from store.database import Transaction
from store.keeping.backups import DATABASE, FILES, KEY, Manifest, read_manifest
from store.keeping.beside import Bytes, check_key, copy_bytes, copy_key
from store.keeping.into_file import make_whole
from store.keeping.moving import Moved, check_target, move, target
from store.keeping.places import BESIDE, Place, check_free, put, put_aside
from store.keeping.proving import faults_of
from store.keeping.sources import source
from store.keeping.tables import Unfit, counts_of
from store.private import make_private
from store.server_url import is_server
from store.upgrade import upgrade
from store.uploads.files import kept_hashes


class NotWhole(Unfit):
    """What is to be moved is not whole; faults: one sentence for each thing that is wrong."""

    def __init__(self, what: str, faults: list[str]) -> None:
        super().__init__(
            f"{what} is not whole, so nothing was written: {len(faults)} faults. Do it all the same with --even-so."
        )
        self.faults = faults


@dataclass(slots=True)
class Arrived:
    """What stands at the new place. aside: what was there before, by its new name."""

    rows: dict[str, int]
    bytes: Bytes
    has_key: bool
    faults: list[str]
    aside: list[Path] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def copy_hall(old: Place, new: Place, *, keys: frozenset[str], serving: bool, even_so: bool) -> Arrived:
    """Move a whole hall into an empty place, row by row, and prove it on both sides.

    serving: others may go on writing, and what they write is left behind; even_so: also when the hall is not whole."""
    check_key(old.key, new.key)
    if is_server(new.rows):
        check_target(new.rows)
    else:
        check_free(Path(new.rows))
    with source(old.rows, serving=serving) as tx:
        faults = faults_of(tx, keys)
        if faults and not even_so:
            raise NotWhole("The hall", faults)
        return _move(tx, old, new, keys, even_so)


def restore_hall(
    backup: Path, new: Place, *, keys: frozenset[str], now: datetime, even_so: bool, force: bool
) -> tuple[Manifest, Arrived]:
    """Put a backup at an empty place. force: what is there is put aside, unless it is being served.

    keys: the public keys that heads of the log may be signed with."""
    manifest = read_manifest(backup)
    old = Place(backup / DATABASE, backup / KEY, backup / FILES)
    if not force:
        check_key(old.key, new.key)
    if is_server(new.rows):
        check_target(new.rows)
        with source(old.rows, serving=True) as tx:
            faults = faults_of(tx, keys)
            if faults and not even_so:
                raise NotWhole("The backup", faults)
            return manifest, _move(tx, old, new, keys, even_so)
    check_free(Path(new.rows), force)
    return manifest, _put_back(old, new, keys, now, even_so)


def _move(tx: Transaction, old: Place, new: Place, keys: frozenset[str], even_so: bool) -> Arrived:
    if is_server(new.rows):
        with _files_or_none(new.files), target(new.rows) as to:
            return _moved(tx, old, new, move(tx, to), faults_of(to.tx, keys), even_so)
    with _draft(Path(new.rows)) as draft, _files_or_none(new.files):
        with target(draft) as to:
            arrived = _moved(tx, old, new, move(tx, to), faults_of(to.tx, keys), even_so)
        put(draft, Path(new.rows))
    return arrived


def _moved(tx: Transaction, old: Place, new: Place, moved: Moved, faults: list[str], even_so: bool) -> Arrived:
    """The files and the key, before anybody sees the rows."""
    if faults and not even_so:
        raise NotWhole("What has arrived", faults)
    copied = copy_bytes(kept_hashes(tx), old.files, new.files)
    if copied.faults and not even_so:
        raise NotWhole("The hall", copied.faults)
    return Arrived(moved.rows, copied, copy_key(old.key, new.key), [*faults, *copied.faults])


def _put_back(old: Place, new: Place, keys: frozenset[str], now: datetime, even_so: bool) -> Arrived:
    path = Path(new.rows)
    with _draft(path) as draft, _files_or_none(new.files):
        shutil.copyfile(old.rows, draft)
        upgrade(draft)
        with source(draft, serving=True) as tx:
            faults = faults_of(tx, keys)
            copied = Bytes() if faults and not even_so else copy_bytes(kept_hashes(tx), old.files, new.files)
            faults += copied.faults
            if faults and not even_so:
                raise NotWhole("The backup", faults)
            rows = {name: count for name, count in counts_of(tx).items() if count}
        make_whole(draft)
        others = [path.with_name(path.name + end) for end in BESIDE]
        aside = put_aside([*others, *([new.key] if _is_another(old.key, new.key) else [])], now)
        has_key = copy_key(old.key, new.key)
        put(draft, path)
    return Arrived(rows, copied, has_key, faults, aside)


def _is_another(key: Path, there: Path) -> bool:
    return key.exists() and there.exists() and key.read_bytes().strip() != there.read_bytes().strip()


@contextmanager
def _files_or_none(folder: Path) -> Iterator[None]:
    """What goes wrong leaves no folder of files where none was."""
    was = folder.exists()
    try:
        yield
    except BaseException:
        if not was:
            shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A name beside a path for what becomes it; nothing stays there."""
    make_private(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        for end in BESIDE:
            draft.with_name(draft.name + end).unlink(missing_ok=True)
