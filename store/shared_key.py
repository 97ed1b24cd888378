"""Whether all servers of a hall have one key: a mark of it lies in the database that they share."""

from __future__ import annotations

import contextlib
from datetime import datetime

from store.database import Database, StoreUnavailable, Transaction
from store.installation_key import SECRET_VARIABLE, InstallationKey, KeyUnusable
from store.types import utc_text

_NAME = "key_mark"


async def check_shared_key(database: Database, key: InstallationKey, now: datetime) -> None:
    """Leave the mark of the key where there is none yet. KeyUnusable when it is another key's: this server could read nothing
    that the others seal, and they nothing of its own."""
    mark = key.digest("mark", "the key of this hall")
    there = await database.read(_mark)
    if there is None:
        # A database that cannot be written says so to whoever calls.
        with contextlib.suppress(StoreUnavailable):
            there = await database.write(lambda tx: _left(tx, mark, now))
    if there not in (None, mark):
        raise KeyUnusable(
            "This hall is served with another key: give this server the same one (the file that lies beside the others' files, "
            f"or {SECRET_VARIABLE}). Where that key is lost for good, DELETE FROM settings WHERE name = '{_NAME}'; what it sealed "
            "stays closed."
        )


def _mark(tx: Transaction) -> str | None:
    mark: str | None = tx.value("SELECT value FROM settings WHERE name = :name", name=_NAME)
    return mark


def _left(tx: Transaction, mark: str, now: datetime) -> str | None:
    """The mark that is there then: of two servers that start at once the first one's."""
    tx.run(
        "INSERT INTO settings (name, value, updated_at) VALUES (:name, :mark, :now) ON CONFLICT (name) DO NOTHING",
        name=_NAME,
        mark=mark,
        now=utc_text(now),
    )
    return _mark(tx)
