"""Who a notice can be sent to, and by which ways they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.database import Row, Transaction
from store.folding import address_key
from store.types import Owner

ReceiverKind = Literal["person", "agent", "guest"]


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody to send to. address: for mail, proven or not; phone: the digits of a confirmed number; callback: an agent has
    an address and a secret for it, and was not told to stop."""

    kind: ReceiverKind
    id: int
    name: str
    address: str | None = None
    proven: bool = False
    phone: str | None = None
    callback: bool = False
    timezone: str = "UTC"
    language: str = "en"


_PERSON = """SELECT p.id, p.name, p.email, p.email_verified_at, p.timezone, p.language, f.confirmed_phone AS phone
FROM persons p LEFT JOIN freelancer_profiles f ON f.person_id = p.id AND f.confirmed_phone =
    replace(replace(replace(replace(replace(replace(p.phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
"""


def person(tx: Transaction, id: int) -> Receiver | None:
    """A person who has not closed their account."""
    row = tx.one(f"{_PERSON} WHERE p.id = :id AND p.deleted_at IS NULL", id=id)
    return None if row is None else _person(row)


def language(tx: Transaction, owner: Owner) -> str:
    """Which language a person reads; of a company that which all its admins read, English where they differ."""
    if owner.kind == "person":
        return tx.value("SELECT language FROM persons WHERE id = :id", id=owner.id) or "en"
    rows = tx.all(
        """SELECT DISTINCT p.language FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :id AND m.role = 'admin' AND m.deleted_at IS NULL AND p.deleted_at IS NULL""",
        id=owner.id,
    )
    return rows[0]["language"] if len(rows) == 1 else "en"


def language_of_address(tx: Transaction, email: str) -> str:
    """Which language whoever has an account with an address reads; English where nobody has."""
    key = address_key(email)
    return tx.value("SELECT language FROM persons WHERE email_key = :key AND deleted_at IS NULL", key=key) or "en"


def agent(tx: Transaction, id: int) -> Receiver | None:
    """An agent that was not ended."""
    row = tx.one(
        """SELECT a.id, a.name, a.callback_url, c.refused_url, c.secret FROM agents a
           LEFT JOIN agent_callbacks c ON c.agent_id = a.id WHERE a.id = :id AND a.status <> 'banned'""",
        id=id,
    )
    if row is None:
        return None
    url: str = row["callback_url"] or ""
    can = url.lower().startswith("https://") and row["secret"] is not None and row["refused_url"] != url
    return Receiver("agent", row["id"], row["name"], callback=can)


def member(tx: Transaction, company_id: int, person_id: int) -> Receiver | None:
    """A person who is still of the company."""
    row = tx.one(
        f"""{_PERSON} JOIN memberships m ON m.person_id = p.id
            WHERE m.company_id = :company AND p.id = :id AND m.deleted_at IS NULL AND p.deleted_at IS NULL""",
        company=company_id,
        id=person_id,
    )
    return None if row is None else _person(row)


def admins(tx: Transaction, company_id: int) -> list[Receiver]:
    """A company's admins who can be mailed, oldest membership first, at most 50."""
    rows = tx.all(
        f"""{_PERSON} JOIN memberships m ON m.person_id = p.id
            WHERE m.company_id = :company AND m.role = 'admin' AND m.deleted_at IS NULL AND p.deleted_at IS NULL
            ORDER BY m.id LIMIT 50""",
        company=company_id,
    )
    return [_person(row) for row in rows]


def _person(row: Row) -> Receiver:
    return Receiver(
        "person",
        row["id"],
        row["name"],
        row["email"],
        row["email_verified_at"] is not None,
        row["phone"],
        timezone=row["timezone"],
        language=row["language"],
    )
