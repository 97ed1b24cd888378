"""Freelancers: people as a company's team sees them, what they add to their person record, and how they are found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from store.database import Row, Transaction

# The digits of persons.phone; the index persons_by_phone_digits is over the very same expression.
PHONE_DIGITS = (
    "replace(replace(replace(replace(replace(replace({}, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')"
)
_PERSON_PHONE_DIGITS = PHONE_DIGITS.format("p.phone")

# One freelancer as a company sees them: the person, their profile, and the company's membership (absent columns null).
# Names a company keeps give way to the legal ones once the person is verified.
_COLUMNS = f"""
    p.id, p.uuid, p.email, p.phone, {_PERSON_PHONE_DIGITS} AS phone_digits, p.language, p.timezone,
    coalesce(p.country, m.country) AS country, coalesce(p.city, m.city) AS city,
    CASE WHEN f.verified_at IS NULL THEN coalesce(m.first_name, p.name) ELSE p.name END AS first_name,
    CASE WHEN f.verified_at IS NULL THEN coalesce(m.last_name, p.last_name) ELSE p.last_name END AS last_name,
    CASE WHEN f.verified_at IS NULL THEN coalesce(m.middle_name, p.middle_name) ELSE p.middle_name END AS middle_name,
    p.email_verified_at, p.last_login_at, p.password_hash,
    coalesce(f.taxation_status_id, 0) AS taxation_status_id, f.taxation_blocked_till,
    coalesce(f.is_tax_payment_allowed, 0) AS is_tax_payment_allowed, f.confirmed_phone,
    coalesce(f.address, m.address) AS address, coalesce(f.postal_code, m.postal_code) AS postal_code,
    f.registered_at, f.verified_at,
    m.id AS membership_id, m.person_id, m.company_id, m.state, m.added_at, m.invite_sent_at, m.joined_at, m.removed_at,
    coalesce(m.note, f.note) AS note, coalesce(m.specialization_id, f.specialization_id) AS specialization_id,
    s.title AS category_title, s.title_en AS category_title_en"""
_JOINS = """
    LEFT JOIN freelancer_profiles f ON f.person_id = p.id
    LEFT JOIN specializations s ON s.id = coalesce(m.specialization_id, f.specialization_id)"""

# Members of :company_id who were not removed. Filters are null when they are not given.
TEAM = f"""SELECT {_COLUMNS}
    FROM team_memberships m JOIN persons p ON p.id = m.person_id {_JOINS}
    WHERE m.company_id = :company_id AND m.removed_at IS NULL
      AND (:taxation_status_id IS NULL OR coalesce(f.taxation_status_id, 0) = :taxation_status_id)
      AND (:is_verified IS NULL OR (f.verified_at IS NOT NULL) = :is_verified)
      AND (:is_invite_sent IS NULL OR (m.invite_sent_at IS NOT NULL) = :is_invite_sent)
      AND (:invited_from IS NULL OR m.invite_sent_at >= :invited_from)
      AND (:invited_before IS NULL OR m.invite_sent_at < :invited_before)"""
TEAM_ORDER = [("m.added_at", "desc"), ("m.person_id", "desc")]

_FREELANCER = f"""SELECT {_COLUMNS}
    FROM persons p
    LEFT JOIN team_memberships m ON m.person_id = p.id AND m.company_id = :company_id {_JOINS}
    WHERE p.deleted_at IS NULL"""


def find_by_id(tx: Transaction, company_id: int | None, person_id: int) -> Row | None:
    """The person with that id, with their membership of the company whatever its state."""
    return tx.one(f"{_FREELANCER} AND p.id = :person_id", company_id=company_id, person_id=person_id)


def find_by_uuid(tx: Transaction, company_id: int | None, uuid: str) -> Row | None:
    """The person with that uuid, with their membership of the company whatever its state."""
    return tx.one(f"{_FREELANCER} AND p.uuid = :uuid", company_id=company_id, uuid=uuid.lower())


def find_by_email(tx: Transaction, company_id: int | None, email: str) -> Row | None:
    """The person with that address, compared without case."""
    return tx.one(f"{_FREELANCER} AND lower(p.email) = lower(:email)", company_id=company_id, email=email)


def find_by_phone(tx: Transaction, company_id: int | None, digits: str) -> Row | None:
    """The person with that number, compared by digits; the one who confirmed it, else the first to have it."""
    return tx.one(
        f"""{_FREELANCER} AND {_PERSON_PHONE_DIGITS} = :digits
            ORDER BY coalesce(f.confirmed_phone, '') = :digits DESC, p.id LIMIT 1""",
        company_id=company_id,
        digits=digits,
    )


def has_account(row: Row) -> bool:
    """Whether the person has ever been able to sign in, so that the record is theirs and not only prepared."""
    return any(row[name] is not None for name in ("password_hash", "last_login_at", "email_verified_at"))


def change_profile(tx: Transaction, person_id: int, stamp: str, **values: Any) -> None:
    """Set columns of the person's freelancer profile, which is made when there is none."""
    columns = ", ".join(["person_id", *values, "created_at", "updated_at"])
    places = ", ".join([":person_id", *(f":{name}" for name in values), ":stamp", ":stamp"])
    sets = ", ".join([*(f"{name} = excluded.{name}" for name in values), "updated_at = excluded.updated_at"])
    tx.run(
        f"""INSERT INTO freelancer_profiles ({columns}) VALUES ({places})
            ON CONFLICT (person_id) DO UPDATE SET {sets}""",
        person_id=person_id,
        stamp=stamp,
        **values,
    )


def unfinished_tasks(tx: Transaction, company_id: int, person_id: int, ended: Collection[int]) -> list[tuple[int, int]]:
    """(id, state) of the person's tasks for the company in any state but the ended ones."""
    rows = tx.all(
        f"""SELECT id, state FROM tasks
            WHERE company_id = :company_id AND worker_id = :person_id
              AND state NOT IN ({", ".join(str(int(state)) for state in sorted(ended))}) ORDER BY id""",
        company_id=company_id,
        person_id=person_id,
    )
    return [(row["id"], row["state"]) for row in rows]


def specialization(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT id, title, title_en FROM specializations WHERE id = :id", id=id)
