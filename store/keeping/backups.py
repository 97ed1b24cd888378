"""A backup: a folder with the rows as a file of SQLite, the bytes of uploaded files, and a manifest that says what they are.

It is the same whichever store the hall is on, and restored to either. Nothing of it is at its place before all of it is checked
and on the disk."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from store.database import Transaction
from store.keeping.beside import Bytes, copy_bytes, copy_key, hash_of, write_private
from store.keeping.into_file import into_file, to_disk
from store.keeping.moving import move
from store.keeping.places import Place
from store.keeping.proving import faults_of, file_faults
from store.keeping.sources import behind, page_copy, source
from store.keeping.tables import Unfit, counts_of
from store.opening import reading
from store.private import PRIVATE, make_private
from store.server_url import is_server
from store.types import utc_text
from store.upgrade import applied
from store.uploads.files import kept_hashes
from store.wallet.log_heads import newest_head

FORM = "hiringhall backup 1"
# As in the folder of a hall, so that commands take a backup's file for one.
DATABASE, FILES, KEY, MANIFEST = "hall.db", "hall.files", "hall.db.key", "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is. size: of the file of rows, in bytes; faults: what was wrong with the hall when it was made."""

    form: str
    made_at: str
    program: str
    schema: list[str]
    sha256: str
    size: int
    rows: int
    files: int
    files_size: int
    has_key: bool
    public_key: str | None
    faults: list[str]


def make_backup(
    hall: Place, to: Path, *, keys: frozenset[str], program: str, now: datetime, with_key: bool, force: bool
) -> Manifest:
    """Write a backup at `to`, which is no folder yet; force: or is an older backup, which is replaced. It may be served."""
    _check_place(to, force)
    make_private(to.parent)
    draft = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=PRIVATE)
    try:
        manifest = _fill(draft, hall, keys, program, now, with_key)
        write_private(draft / MANIFEST, json.dumps(asdict(manifest), indent=1).encode() + b"\n")
        to_disk(draft)
        _put(draft, to)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _check_place(to: Path, force: bool) -> None:
    if not os.path.lexists(to):
        return
    if not (to / MANIFEST).is_file():
        raise Unfit(f"{to} is there and is no backup. Name a folder that is not there yet.")
    if not force:
        raise Unfit(f"{to} is a backup already. Name another folder, or replace it with --force.")


def _fill(draft: Path, hall: Place, keys: frozenset[str], program: str, now: datetime, with_key: bool) -> Manifest:
    rows = draft / DATABASE
    late = behind(hall.rows)
    if is_server(hall.rows):
        with source(hall.rows, serving=True) as tx, into_file(rows) as to:
            move(tx, to)
    else:
        page_copy(Path(hall.rows), rows)
    with reading(rows) as tx:
        # The books of an older version are proven once it has been brought up to date.
        faults = file_faults(tx) if late else faults_of(tx, keys)
        copied = Bytes() if late and not _has_files(tx) else copy_bytes(kept_hashes(tx), hall.files, draft / FILES)
        head = None if late else newest_head(tx)
        count = sum(counts_of(tx).values())
    return Manifest(
        FORM,
        utc_text(now),
        program,
        applied(rows),
        hash_of(rows),
        rows.stat().st_size,
        count,
        copied.files,
        copied.size,
        with_key and copy_key(hall.key, draft / KEY),
        head.public_key if head is not None else None,
        [*faults, *copied.faults],
    )


def _has_files(tx: Transaction) -> bool:
    """Whether the schema knows of versions of files; one that is older has no uploaded files."""
    return tx.one("SELECT name FROM sqlite_master WHERE name = 'file_variants'") is not None


def _put(draft: Path, to: Path) -> None:
    """Put a backup at its place; one that is there goes away once the new one stands."""
    old = to.with_name(f".{to.name}.old-{secrets.token_hex(4)}")
    if os.path.lexists(to):
        os.rename(to, old)
    os.rename(draft, to)
    to_disk(to.parent)
    shutil.rmtree(old, ignore_errors=True)


def read_manifest(backup: Path) -> Manifest:
    """What a backup says of itself. Unfit when it is none, or not what was written."""
    try:
        said: dict[str, Any] = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**said)
    except (FileNotFoundError, NotADirectoryError):
        raise Unfit(f"{backup} is no backup: it has no {MANIFEST}.") from None
    except (ValueError, TypeError):
        raise Unfit(f"{backup / MANIFEST} cannot be read: it is damaged, or of a newer version.") from None
    if manifest.form != FORM:
        raise Unfit(f"{backup} is of another form, {manifest.form!r}: upgrade hiringhall.")
    rows = backup / DATABASE
    if not rows.is_file() or hash_of(rows) != manifest.sha256:
        raise Unfit(f"{rows} is not what was written: the backup is damaged. Take another one.")
    return manifest
