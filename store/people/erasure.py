"""Taking a person out of a record: what they are called, where they are reached, what they show and what they own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Transaction
from store.types import utc_text

# Everything somebody can be told by, or that was written about them, and what stands there without it.
_BLANK: dict[str, Any] = {
    "middle_name": None, "last_name": None, "phone": None, "birthdate": None, "birthtime": None, "birthcity": None,
    "city": None, "country": None, "region": None, "education": None, "about": None, "ava_id": None, "cv_id": None,
    "docs": "[]", "links": "[]", "salary": None, "tovarisch": 0, "password_hash": None, "password_unproven": 0,
    "second_factor": None, "authenticator_secret": None, "authenticator_pending": None, "username": None,
    "allowed_ips": None, "grids_settings": "{}", "terms_accepted_at": None, "joined_mark": None,
}  # fmt: skip


def blank_person(tx: Transaction, person_id: int, name: str, now: datetime) -> None:
    """A person as if nothing but the address were known: no profile, no files, no schedules. Search is not told."""
    stamp = utc_text(now)
    tx.change("persons", person_id, name=name, **_BLANK, updated_at=stamp)
    tx.run("DELETE FROM person_skills WHERE person_id = :id", id=person_id)
    tx.run("DELETE FROM person_languages WHERE person_id = :id", id=person_id)
    for table in ("schedules", "events", "files"):
        tx.run(
            f"""UPDATE {table} SET deleted_at = :now
                WHERE owner_type = 'person' AND owner_id = :id AND deleted_at IS NULL""",
            now=stamp,
            id=person_id,
        )
    tx.run("UPDATE files SET attached_to = NULL WHERE owner_type = 'person' AND owner_id = :id", id=person_id)
