"""What somebody chose about their notices, as the rules read it."""

from __future__ import annotations

import json
from datetime import time

from store.database import Row, Transaction
from store.telling import settings as store
from store.types import Owner
from tools.rules.notice_plan import Quiet, Settings


def settings_of(tx: Transaction, owner: Owner) -> Settings:
    """The settings of an owner; as shipped, in their own time zone, where nothing was chosen."""
    row = store.settings_of(tx, owner)
    if row is None:
        return Settings(timezone=store.zone_of(tx, owner))
    return Settings(
        channels={one["kind"]: tuple(one["channels"]) for one in json.loads(row["channels"])},
        quiet=_quiet(row),
        timezone=row["timezone"] or store.zone_of(tx, owner),
        digest=row["digest"],
        digest_at=time.fromisoformat(row["digest_at"]),
    )


def _quiet(row: Row) -> Quiet | None:
    if row["quiet_from"] is None:
        return None
    days = frozenset(json.loads(row["quiet_days"]))
    return Quiet(time.fromisoformat(row["quiet_from"]), time.fromisoformat(row["quiet_to"]), days)
