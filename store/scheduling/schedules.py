"""Schedules as rows: found, listed, written; who serves them; and what is booked in them.

Rows of schedules come with their calendar's settings, time zone and contract (kal_...)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import among
from store.types import Owner, utc_text

OWNER, MANAGER, HOST, OBSERVER = 1, 2, 3, 6
NEWEST = (("s.created_at", "desc"), ("s.id", "desc"))

# owner_unproven: the owner joined, but has not signed in yet, so nobody else sees the schedule.
SCHEDULES = """
    SELECT s.*, k.settings AS kal_settings, k.timezone AS kal_timezone, k.contract_id AS kal_contract_id,
           s.owner_type = 'person' AND EXISTS (
               SELECT 1 FROM persons p
               WHERE p.id = s.owner_id AND p.terms_accepted_at IS NOT NULL AND p.email_verified_at IS NULL
           ) AS owner_unproven
    FROM schedules s JOIN calendars k ON k.id = s.kal_id"""

# Those of which (:me_kind, :me) has a role.
OWN = """
    SELECT s.*, k.settings AS kal_settings, k.timezone AS kal_timezone, k.contract_id AS kal_contract_id,
           u.role_id AS own_role_id
    FROM schedule_users u JOIN schedules s ON s.id = u.schedule_id JOIN calendars k ON k.id = s.kal_id"""
# The same for lists, with the role that (:me_kind, :me) has in each.
LISTED = """
    SELECT s.*, k.settings AS kal_settings, k.timezone AS kal_timezone, k.contract_id AS kal_contract_id,
           u.role_id AS own_role_id
    FROM schedules s JOIN calendars k ON k.id = s.kal_id
    LEFT JOIN schedule_users u ON u.schedule_id = s.id AND u.user_type = :me_kind AND u.user_id = :me"""


def find_schedule(tx: Transaction, id: int) -> Row | None:
    """The schedule, unless deleted."""
    return tx.one(f"{SCHEDULES} WHERE s.id = :id AND s.deleted_at IS NULL", id=id)


def find_schedules(tx: Transaction, ids: Collection[int]) -> dict[int, Row]:
    """Those of the schedules that are not deleted, by id."""
    one_of, params = among(ids)
    rows = tx.all(f"{SCHEDULES} WHERE s.id {one_of} AND s.deleted_at IS NULL", **params)
    return {row["id"]: row for row in rows}


def find_any_schedule(tx: Transaction, id: int) -> Row | None:
    """The schedule, deleted or not."""
    return tx.one(f"{SCHEDULES} WHERE s.id = :id", id=id)


def find_by_slug(tx: Transaction, owner_slug: str, slug: str) -> Row | None:
    """The live schedule at a public address."""
    return tx.one(
        f"""{SCHEDULES} JOIN owner_slugs o ON o.owner_type = s.owner_type AND o.owner_id = s.owner_id
            WHERE o.slug = :owner_slug AND s.slug = :slug AND s.deleted_at IS NULL""",
        owner_slug=owner_slug,
        slug=slug,
    )


def of_owner(owner: Owner) -> tuple[str, dict[str, Any]]:
    """The SELECT of an owner's live schedules, to be paged NEWEST first, and its parameters."""
    sql = f"{SCHEDULES} WHERE s.owner_type = :kind AND s.owner_id = :id AND s.deleted_at IS NULL"
    return sql, {"kind": owner.kind, "id": owner.id}


def public_of_owner(owner: Owner) -> tuple[str, dict[str, Any]]:
    """The same of those that everybody may see."""
    sql, params = of_owner(owner)
    return f"{sql} AND s.private = 0", params


def insert_schedule(tx: Transaction, now: datetime, **columns: Any) -> int:
    """Store a schedule and its owner's row; its id. A unique index refuses a slug its owner has already."""
    id = tx.insert("schedules", **columns, created_at=utc_text(now), updated_at=utc_text(now))
    owner = Owner(columns["owner_type"], columns["owner_id"])
    put_user(tx, id, owner, (OWNER, 2, 3), owner, now)
    return id


def change_schedule(tx: Transaction, id: int, by: Owner, now: datetime, **columns: Any) -> None:
    """Set columns of a schedule; its version grows."""
    tx.change("schedules", id, **columns, updated_by_type=by.kind, updated_by_id=by.id, updated_at=utc_text(now))
    tx.run("UPDATE schedules SET version = version + 1 WHERE id = :id", id=id)


def count_live(tx: Transaction, owner: Owner) -> int:
    """How many schedules an owner has that are not deleted, without agreed hours of paid places."""
    count: int = tx.value(
        """SELECT count(*) FROM schedules
           WHERE owner_type = :kind AND owner_id = :id AND participant_id IS NULL AND deleted_at IS NULL""",
        kind=owner.kind,
        id=owner.id,
    )
    return count


def slug_is_taken(tx: Transaction, owner: Owner, slug: str, but_id: int = 0) -> bool:
    """Whether another live schedule of this owner has the slug."""
    return (
        tx.value(
            """SELECT 1 FROM schedules
               WHERE owner_type = :kind AND owner_id = :id AND slug = :slug AND deleted_at IS NULL AND id <> :but_id""",
            kind=owner.kind,
            id=owner.id,
            slug=slug,
            but_id=but_id,
        )
        is not None
    )


def owner_slug(tx: Transaction, owner: Owner) -> str | None:
    """The owner's part of public addresses, when there is one."""
    slug: str | None = tx.value(
        "SELECT slug FROM owner_slugs WHERE owner_type = :kind AND owner_id = :id", kind=owner.kind, id=owner.id
    )
    return slug


def owner_slugs_like(tx: Transaction, stem: str) -> set[str]:
    """The owner slugs that are this stem or the stem with a number."""
    rows = tx.all(
        "SELECT slug FROM owner_slugs WHERE slug = :stem OR (slug > :stem || '-' AND slug < :stem || '.')", stem=stem
    )
    return {row["slug"] for row in rows}


def insert_owner_slug(tx: Transaction, owner: Owner, slug: str, now: datetime) -> None:
    tx.insert("owner_slugs", owner_type=owner.kind, owner_id=owner.id, slug=slug, created_at=utc_text(now))


def skills_of(tx: Transaction, schedule_id: int) -> list[Row]:
    """skill_id, name and years of a schedule's skills, by name."""
    return tx.all(
        """SELECT x.skill_id, s.name, x.years FROM schedule_skills x JOIN skills s ON s.id = x.skill_id
           WHERE x.schedule_id = :id ORDER BY s.name_folded""",
        id=schedule_id,
    )


def replace_skills(tx: Transaction, schedule_id: int, skills: Iterable[tuple[int, int | None]]) -> None:
    """A schedule's skills are these (skill id, years) and no others."""
    tx.run("DELETE FROM schedule_skills WHERE schedule_id = :id", id=schedule_id)
    for skill_id, years in dict(skills).items():
        tx.insert("schedule_skills", schedule_id=schedule_id, skill_id=skill_id, years=years)


def skill_names(tx: Transaction) -> dict[int, str]:
    """All skills by id, for saying which ones are meant."""
    return {row["id"]: row["name"] for row in tx.all("SELECT id, name FROM skills ORDER BY id LIMIT 5000")}


def users_of(tx: Transaction, schedule_id: int) -> list[Row]:
    """Everybody with a role in a schedule: the owner first, then by role and age."""
    return tx.all("SELECT * FROM schedule_users WHERE schedule_id = :id ORDER BY role_id, id", id=schedule_id)


def user_of(tx: Transaction, schedule_id: int, user: Owner) -> Row | None:
    """Somebody's row in a schedule."""
    return tx.one(
        "SELECT * FROM schedule_users WHERE schedule_id = :schedule AND user_type = :kind AND user_id = :id",
        schedule=schedule_id,
        kind=user.kind,
        id=user.id,
    )


def put_user(
    tx: Transaction, schedule_id: int, user: Owner, levels: tuple[int, int, int], by: Owner, now: datetime
) -> None:
    """Give somebody a role with read and write level in a schedule, or change the ones they have."""
    role_id, read, write = levels
    tx.run(
        """INSERT INTO schedule_users (schedule_id, user_type, user_id, role_id, read, write,
                                       added_by_type, added_by_id, created_at, updated_at)
           VALUES (:schedule, :kind, :id, :role, :read, :write, :by_kind, :by_id, :now, :now)
           ON CONFLICT (schedule_id, user_type, user_id)
           DO UPDATE SET role_id = :role, read = :read, write = :write, updated_at = :now""",
        schedule=schedule_id,
        kind=user.kind,
        id=user.id,
        role=role_id,
        read=read,
        write=write,
        by_kind=by.kind,
        by_id=by.id,
        now=utc_text(now),
    )


def remove_user(tx: Transaction, schedule_id: int, user: Owner) -> None:
    tx.run(
        "DELETE FROM schedule_users WHERE schedule_id = :schedule AND user_type = :kind AND user_id = :id",
        schedule=schedule_id,
        kind=user.kind,
        id=user.id,
    )


def hosts_of(tx: Transaction, schedule_id: int, owner_serves: bool = True) -> list[Owner]:
    """Who serves a schedule's bookings: the owner first unless they do not serve, then the hosts as they came."""
    return hosts_of_each(tx, [(schedule_id, owner_serves)])[schedule_id]


def hosts_of_each(tx: Transaction, schedules: Collection[tuple[int, bool]]) -> dict[int, list[Owner]]:
    """The same for several: (schedule id, whether the owner serves)."""
    owner_serves = dict(schedules)
    one_of, params = among(owner_serves)
    rows = tx.all(
        f"""SELECT schedule_id, user_type, user_id, role_id FROM schedule_users
            WHERE schedule_id {one_of} AND role_id IN (1, 3) ORDER BY role_id, id""",
        **params,
    )
    hosts: dict[int, list[Owner]] = {id: [] for id in owner_serves}
    for row in rows:
        if row["role_id"] == HOST or owner_serves[row["schedule_id"]]:
            hosts[row["schedule_id"]].append(Owner(row["user_type"], row["user_id"]))
    return hosts


def open_corrections(tx: Transaction, schedule_id: int) -> list[Row]:
    """Proposed changes of agreed working hours that wait for an answer, oldest first."""
    return tx.all(
        "SELECT * FROM schedule_corrections WHERE schedule_id = :id AND status_id = 100 ORDER BY id", id=schedule_id
    )


def insert_correction(tx: Transaction, now: datetime, **columns: Any) -> int:
    return tx.insert("schedule_corrections", **columns, created_at=utc_text(now))


def end_correction(tx: Transaction, correction_id: int, status_id: int, by: Owner, now: datetime) -> None:
    """Close a proposal: 200 taken effect, 400 refused, 444 replaced or withdrawn."""
    tx.change("schedule_corrections", correction_id, status_id=status_id, answered_by=by.id, answered_at=utc_text(now))


def has_booking(tx: Transaction, schedule_id: int, user: Owner, email: str | None) -> bool:
    """Whether somebody has or had a booking in a schedule, by account or proved address."""
    return (
        tx.value(
            """SELECT 1 FROM event_attendees
               WHERE schedule_id = :schedule AND status_id IS NOT NULL AND status_id NOT IN (400, 444)
                 AND ((user_type = :kind AND user_id = :id)
                      OR (user_id IS NULL AND unconfirmed = 0 AND email_key = :key))""",
            schedule=schedule_id,
            kind=user.kind,
            id=user.id,
            key=address_key_or_none(email),
        )
        is not None
    )


def is_participant(tx: Transaction, participant_id: int) -> bool:
    """Whether somebody has or had a paid place on a contract under this number."""
    return tx.value("SELECT 1 FROM contract_participants WHERE id = :id", id=participant_id) is not None
