"""Roles in schedules that people were asked to take and have not agreed to."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def invite(
    tx: Transaction, schedule_id: int, user: Owner, levels: tuple[int, int, int], by: Owner, now: datetime
) -> None:
    """Ask somebody to take a role with read and write level in a schedule; it replaces what they were asked before."""
    role_id, read, write = levels
    tx.run(
        """INSERT INTO schedule_role_invitations (schedule_id, user_type, user_id, role_id, read, write,
                                                  invited_by_type, invited_by_id, created_at)
           VALUES (:schedule, :kind, :id, :role, :read, :write, :by_kind, :by_id, :now)
           ON CONFLICT (schedule_id, user_type, user_id)
           DO UPDATE SET role_id = :role, read = :read, write = :write, invited_by_type = :by_kind,
                         invited_by_id = :by_id, created_at = :now, declined_at = NULL""",
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


def invitation_of(tx: Transaction, schedule_id: int, user: Owner) -> Row | None:
    """What somebody was asked in a schedule, declined or not."""
    return tx.one(
        """SELECT * FROM schedule_role_invitations
           WHERE schedule_id = :schedule AND user_type = :kind AND user_id = :id""",
        schedule=schedule_id,
        kind=user.kind,
        id=user.id,
    )


def open_in_schedule(tx: Transaction, schedule_id: int) -> list[Row]:
    """The people of a schedule whose answer is open, by role and age."""
    return tx.all(
        """SELECT * FROM schedule_role_invitations WHERE schedule_id = :schedule AND declined_at IS NULL
           ORDER BY role_id, id""",
        schedule=schedule_id,
    )


def roles_of(tx: Transaction, user: Owner) -> list[Row]:
    """The roles somebody was asked to take (is_open 1, newest first), then those they have, in live schedules.

    schedule_id, label, owner_type, owner_id, role_id, read, write, by_type, by_id, at."""
    return tx.all(
        """SELECT 1 AS is_open, i.schedule_id, s.label, s.owner_type, s.owner_id, i.role_id, i.read, i.write,
                  i.invited_by_type AS by_type, i.invited_by_id AS by_id, i.created_at AS at
           FROM schedule_role_invitations i JOIN schedules s ON s.id = i.schedule_id
           WHERE i.user_type = :kind AND i.user_id = :id AND i.declined_at IS NULL AND s.deleted_at IS NULL
           UNION ALL
           SELECT 0, u.schedule_id, s.label, s.owner_type, s.owner_id, u.role_id, u.read, u.write,
                  u.added_by_type, u.added_by_id, u.created_at
           FROM schedule_users u JOIN schedules s ON s.id = u.schedule_id
           WHERE u.user_type = :kind AND u.user_id = :id AND s.deleted_at IS NULL
           ORDER BY 1 DESC, 11 DESC, 2""",
        kind=user.kind,
        id=user.id,
    )


def decline(tx: Transaction, invitation_id: int, now: datetime) -> None:
    """They said no."""
    tx.change("schedule_role_invitations", invitation_id, declined_at=utc_text(now))


def withdraw(tx: Transaction, schedule_id: int, user: Owner) -> None:
    """The answer is given, or no longer wanted; that they once said no is kept."""
    tx.run(
        """DELETE FROM schedule_role_invitations
           WHERE schedule_id = :schedule AND user_type = :kind AND user_id = :id AND declined_at IS NULL""",
        schedule=schedule_id,
        kind=user.kind,
        id=user.id,
    )
