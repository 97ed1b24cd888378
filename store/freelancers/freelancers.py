"""Freelancers: people as a company's team sees them, what they add to their person record, and how they are found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key

# The digits of persons.phone; the index persons_by_phone_digits is over the very same expression.
PHONE_DIGITS = (
    "replace(replace(replace(replace(replace(replace({}, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')"
)
_PERSON_PHONE_DIGITS = PHONE_DIGITS.format("p.phone")

# Somebody who was asked into a team and has not agreed yet shows the company what it filled in itself, and no more.
# State 3 is registered; somebody who was removed had agreed when joined_at says so.
_AGREED = "(m.id IS NULL OR m.state = 3 OR m.joined_at IS NOT NULL)"


def _own(column: str, until_then: str = "NULL") -> str:
    return f"CASE WHEN {_AGREED} THEN {column} ELSE {until_then} END"


def _name(column: str, kept: str) -> str:
    """Names a company keeps give way to those the person declared with a document."""
    theirs = f"CASE WHEN f.verified_at IS NULL THEN coalesce({kept}, {column}) ELSE {column} END"
    return _own(theirs, kept)


_TAX_STATUS = _own("coalesce(f.taxation_status_id, 0)", "0")
_VERIFIED = _own("f.verified_at")

# One freelancer as a company sees them: the person, their profile, and the company's membership (absent columns null).
_COLUMNS = f"""
    p.id, p.uuid, {_own("p.email", "m.invited_email")} AS email, {_own("p.phone", "m.invited_phone")} AS phone,
    {_own(_PERSON_PHONE_DIGITS, "m.invited_phone")} AS phone_digits, p.language,
    {_own("p.timezone", "'UTC'")} AS timezone,
    {_own("coalesce(p.country, m.country)", "m.country")} AS country,
    {_own("coalesce(p.city, m.city)", "m.city")} AS city,
    {_name("p.name", "m.first_name")} AS first_name, {_name("p.last_name", "m.last_name")} AS last_name,
    {_name("p.middle_name", "m.middle_name")} AS middle_name,
    {_own("p.email_verified_at")} AS email_verified_at, {_own("p.last_login_at")} AS last_login_at,
    {_own("p.password_hash")} AS password_hash,
    {_TAX_STATUS} AS taxation_status_id, {_own("f.taxation_blocked_till")} AS taxation_blocked_till,
    {_own("coalesce(f.is_tax_payment_allowed, 0)", "0")} AS is_tax_payment_allowed,
    {_own("f.confirmed_phone")} AS confirmed_phone,
    {_own("coalesce(f.address, m.address)", "m.address")} AS address,
    {_own("coalesce(f.postal_code, m.postal_code)", "m.postal_code")} AS postal_code,
    {_own("f.registered_at")} AS registered_at, {_VERIFIED} AS verified_at,
    m.id AS membership_id, m.person_id, m.company_id, m.state, m.added_at, m.invite_sent_at, m.joined_at, m.removed_at,
    m.id IS NOT NULL AND {_AGREED} AS has_agreed,
    {_own("coalesce(m.note, f.note)", "m.note")} AS note,
    {_own("coalesce(m.specialization_id, f.specialization_id)", "m.specialization_id")} AS specialization_id,
    s.title AS category_title, s.title_en AS category_title_en"""
_JOINS = f"""
    LEFT JOIN freelancer_profiles f ON f.person_id = p.id
    LEFT JOIN specializations s
        ON s.id = {_own("coalesce(m.specialization_id, f.specialization_id)", "m.specialization_id")}"""

# Members of :company_id who were not removed. Filters are null when they are not given.
TEAM = f"""SELECT {_COLUMNS}
    FROM team_memberships m JOIN persons p ON p.id = m.person_id {_JOINS}
    WHERE m.company_id = :company_id AND m.removed_at IS NULL
      AND (:taxation_status_id IS NULL OR {_TAX_STATUS} = :taxation_status_id)
      AND (:is_verified IS NULL OR ({_VERIFIED} IS NOT NULL) = (:is_verified = 1))
      AND (:is_invite_sent IS NULL OR (m.invite_sent_at IS NOT NULL) = (:is_invite_sent = 1))
      AND (:invited_from IS NULL OR m.invite_sent_at >= :invited_from)
      AND (:invited_before IS NULL OR m.invite_sent_at < :invited_before)"""
TEAM_ORDER = [("m.added_at", "desc"), ("m.person_id", "desc")]

_FREELANCER = f"""SELECT {_COLUMNS}
    FROM persons p
    LEFT JOIN team_memberships m ON m.person_id = p.id AND m.company_id = :company_id {_JOINS}
    WHERE p.deleted_at IS NULL"""
# Whether the person has shown that an address or number is theirs: only then the record is somebody's.
_HAS_PROVEN = f"(p.email_verified_at IS NOT NULL OR f.confirmed_phone = {_PERSON_PHONE_DIGITS})"


def find_by_id(tx: Transaction, company_id: int | None, person_id: int) -> Row | None:
    """The person with that id, with their membership of the company whatever its state."""
    return tx.one(f"{_FREELANCER} AND p.id = :person_id", company_id=company_id, person_id=person_id)


def find_by_uuid(tx: Transaction, company_id: int | None, uuid: str) -> Row | None:
    """The person with that uuid, with their membership of the company whatever its state."""
    return tx.one(f"{_FREELANCER} AND p.uuid = :uuid", company_id=company_id, uuid=uuid.lower())


def find_in_team_by_email(tx: Transaction, company_id: int | None, email: str) -> Row | None:
    """Who is or was in the company's team with that address: proven as their own, or the one the company asked them by."""
    return tx.one(
        f"""{_FREELANCER} AND m.id IS NOT NULL
            AND (m.invited_email_key = :key
                 OR ({_AGREED} AND p.email_key = :key AND p.email_verified_at IS NOT NULL))
            ORDER BY m.removed_at IS NOT NULL, m.id LIMIT 1""",
        company_id=company_id,
        key=address_key(email),
    )


def find_in_team_by_phone(tx: Transaction, company_id: int | None, digits: str) -> Row | None:
    """The same for a number, compared by digits; whoever has confirmed it comes first."""
    return tx.one(
        f"""{_FREELANCER} AND m.id IS NOT NULL
            AND (m.invited_phone = :digits
                 OR ({_AGREED} AND {_PERSON_PHONE_DIGITS} = :digits AND f.confirmed_phone = :digits))
            ORDER BY m.removed_at IS NOT NULL, coalesce({_own("f.confirmed_phone")}, '') = :digits DESC, m.id LIMIT 1""",
        company_id=company_id,
        digits=digits,
    )


def find_by_email(tx: Transaction, company_id: int | None, email: str) -> Row | None:
    """The person who has proven that address, else the record that was prepared for it; compared without case."""
    return tx.one(f"{_FREELANCER} AND p.email_key = :key", company_id=company_id, key=address_key(email))


def find_by_phone(tx: Transaction, company_id: int | None, digits: str) -> Row | None:
    """The person who has confirmed that number, compared by digits: one that was only typed in identifies nobody."""
    return tx.one(
        f"""{_FREELANCER} AND {_PERSON_PHONE_DIGITS} = :digits AND f.confirmed_phone = :digits ORDER BY p.id LIMIT 1""",
        company_id=company_id,
        digits=digits,
    )


def find_offering_by_email(tx: Transaction, company_id: int | None, email: str) -> Row | None:
    """The registered freelancer who has proven that address and does not hide it."""
    return tx.one(
        f"""{_FREELANCER} AND p.email_key = :key AND p.email_verified_at IS NOT NULL AND p.hide_email = 0
            AND f.registered_at IS NOT NULL""",
        company_id=company_id,
        key=address_key(email),
    )


def find_offering_by_phone(tx: Transaction, company_id: int | None, digits: str) -> Row | None:
    """The registered freelancer who has confirmed that number and does not hide it."""
    return tx.one(
        f"""{_FREELANCER} AND {_PERSON_PHONE_DIGITS} = :digits AND f.confirmed_phone = :digits AND p.hide_phone = 0
            AND f.registered_at IS NOT NULL ORDER BY p.id LIMIT 1""",
        company_id=company_id,
        digits=digits,
    )


def find_prepared_by_phone(tx: Transaction, company_id: int | None, digits: str) -> Row | None:
    """A record that a company prepared for nothing but that number, and that is nobody's yet."""
    return tx.one(
        f"""{_FREELANCER} AND {_PERSON_PHONE_DIGITS} = :digits AND p.email IS NULL AND p.last_login_at IS NULL
            AND p.password_hash IS NULL AND NOT coalesce({_HAS_PROVEN}, FALSE)
            AND EXISTS (SELECT 1 FROM team_memberships t WHERE t.person_id = p.id AND t.invited_phone = :digits)
            ORDER BY p.id LIMIT 1""",
        company_id=company_id,
        digits=digits,
    )


def find_asked_by_phone(tx: Transaction, digits: str) -> Row | None:
    """Whom a team asked by that number and who has not agreed: the person who has confirmed it, else a record that is
    nobody's yet."""
    return tx.one(
        f"""{_FREELANCER} AND {_PERSON_PHONE_DIGITS} = :digits
            AND (f.confirmed_phone = :digits OR (p.last_login_at IS NULL AND NOT coalesce({_HAS_PROVEN}, FALSE)))
            AND EXISTS (SELECT 1 FROM team_memberships t WHERE t.person_id = p.id AND t.invited_phone = :digits
                        AND t.removed_at IS NULL AND t.state <> 3)
            ORDER BY coalesce(f.confirmed_phone, '') = :digits DESC, p.email IS NOT NULL, p.id LIMIT 1""",
        company_id=None,
        digits=digits,
    )


def has_account(row: Row) -> bool:
    """Whether the person has shown that an address or number is theirs, so that the record is theirs and not only
    prepared."""
    confirmed = row["confirmed_phone"] is not None and row["confirmed_phone"] == row["phone_digits"]
    return row["email_verified_at"] is not None or confirmed


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


def payouts_under_way(tx: Transaction, company_id: int, person_id: int) -> list[tuple[int, str]]:
    """(id, state) of the person's payouts for the company that have not arrived yet."""
    rows = tx.all(
        """SELECT id, CASE status WHEN 10 THEN 'created' ELSE 'in_progress' END AS state FROM payouts
           WHERE person_id = :person_id AND company_id = :company_id AND status IN (10, 1) ORDER BY id""",
        company_id=company_id,
        person_id=person_id,
    )
    return [(row["id"], row["state"]) for row in rows]


def awaiting_start(tx: Transaction) -> list[int]:
    """Whoever has a new task that they have not started yet."""
    return [row["worker_id"] for row in tx.all("SELECT DISTINCT worker_id FROM tasks WHERE state = 1 ORDER BY 1")]


def specialization(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT id, title, title_en FROM specializations WHERE id = :id", id=id)
