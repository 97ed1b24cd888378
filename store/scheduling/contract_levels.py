"""What scheduling asks of contracts: who belongs to one with which levels, and whose paid place a participant is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import among
from store.types import Owner, utc_text


def member_row(tx: Transaction, contract_id: int, user: Owner) -> Row | None:
    """The membership of somebody who has not left, with the contract's deleted_at: role_id, read, write, schedule_id."""
    return tx.one(
        """SELECT u.*, c.deleted_at FROM contract_users u JOIN contracts c ON c.id = u.contract_id
           WHERE u.contract_id = :contract AND u.user_type = :kind AND u.user_id = :id AND u.left_at IS NULL""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def find_participant(tx: Transaction, participant_id: int) -> Row | None:
    """A paid place on a contract, in any state."""
    return tx.one("SELECT * FROM contract_participants WHERE id = :id", id=participant_id)


def participants_named(tx: Transaction, ids: Collection[int]) -> dict[int, Owner]:
    """Whose the paid places are, by their ids."""
    one_of, params = among(ids)
    rows = tx.all(f"SELECT id, user_type, user_id FROM contract_participants WHERE id {one_of}", **params)
    return {row["id"]: Owner(row["user_type"], row["user_id"]) for row in rows}


def settings_text(tx: Transaction, contract_id: int) -> str:
    """The settings of a contract as stored (JSON)."""
    text: str | None = tx.value("SELECT settings FROM contracts WHERE id = :id", id=contract_id)
    return text or "{}"


def members_from(tx: Transaction, contract_id: int, write: int) -> list[Owner]:
    """The members of a contract with at least this write level."""
    rows = tx.all(
        """SELECT user_type, user_id FROM contract_users
           WHERE contract_id = :contract AND left_at IS NULL AND write >= :write ORDER BY id""",
        contract=contract_id,
        write=write,
    )
    return [Owner(row["user_type"], row["user_id"]) for row in rows]


def holds_place(tx: Transaction, participant_id: int, user: Owner, email: str | None) -> bool:
    """Whether a paid place is somebody's, or they are asked to take it. email: their proven address."""
    return (
        tx.value(
            """SELECT 1 FROM contract_participants
               WHERE id = :place AND status_id IN (100, 200)
                 AND ((user_type = :kind AND user_id = :id AND invited_key IS NULL)
                      OR (invited_key IS NOT NULL AND invited_key = :key AND :kind = 'person'))""",
            place=participant_id,
            kind=user.kind,
            id=user.id,
            key=address_key_or_none(email),
        )
        is not None
    )


def new_terms(tx: Transaction, participant_id: int, price: int | None, hours_limit: int | None, now: datetime) -> None:
    """Rate, hours or limit of a paid place are others now: the version of its terms grows."""
    tx.run(
        """UPDATE contract_participants
           SET price = :price, hours_limit = :most, terms_version = terms_version + 1, updated_at = :now
           WHERE id = :id""",
        id=participant_id,
        price=price,
        most=hours_limit,
        now=utc_text(now),
    )


def contract_of_schedule(tx: Transaction, schedule_id: int | None) -> int | None:
    """The contract a schedule belongs to: it stands in its calendar, or holds the hours of one of its paid places."""
    id: int | None = tx.value(
        """SELECT c.id FROM contracts c JOIN schedules s ON s.kal_id = c.kal_id WHERE s.id = :id
           UNION ALL
           SELECT contract_id FROM contract_participants WHERE schedule_id = :id""",
        id=schedule_id,
    )
    return id


def contract_name(tx: Transaction, contract_id: int) -> str:
    """What a contract is called."""
    name: str | None = tx.value("SELECT label FROM contracts WHERE id = :id", id=contract_id)
    return name or ""


def money_parties(tx: Transaction, event_id: int) -> tuple[Owner | None, Owner | None]:
    """Who pays and who is paid by a charge or deposit of a contract; a charge names no payer, its contract's payers are."""
    row = tx.one(
        """SELECT payee_type, payee_id, NULL AS payer_type, NULL AS payer_id FROM contract_charges WHERE event_id = :id
           UNION ALL
           SELECT payee_type, payee_id, payer_type, payer_id FROM contract_deposits WHERE event_id = :id""",
        id=event_id,
    )
    if row is None:
        return None, None
    payer = Owner(row["payer_type"], row["payer_id"]) if row["payer_id"] is not None else None
    return payer, Owner(row["payee_type"], row["payee_id"])


def is_archived(tx: Transaction, contract_id: int) -> bool:
    return tx.value("SELECT 1 FROM contracts WHERE id = :id AND deleted_at IS NOT NULL", id=contract_id) is not None


def is_shown_to(tx: Transaction, event_id: int, user: Owner) -> bool:
    """Whether a schedule in which somebody has a role, or that stands in a calendar of theirs, shows an event."""
    return (
        tx.value(
            """SELECT 1 FROM schedule_exports x JOIN schedules s ON s.id = x.schedule_id AND s.deleted_at IS NULL
               WHERE x.event_id = :event AND x.detached_at IS NULL
                 AND (EXISTS (SELECT 1 FROM schedule_users u
                              WHERE u.schedule_id = s.id AND u.user_type = :kind AND u.user_id = :id)
                      OR EXISTS (SELECT 1 FROM calendars k
                                 WHERE k.id = s.kal_id AND k.contract_id IS NULL AND k.owner_type = :kind
                                   AND k.owner_id = :id))""",
            event=event_id,
            kind=user.kind,
            id=user.id,
        )
        is not None
    )


def people_of(tx: Transaction, contract_id: int) -> set[Owner]:
    """Who belongs to a contract: its members, and whose paid place on it is agreed on or asked for."""
    rows = tx.all(
        """SELECT user_type, user_id FROM contract_users WHERE contract_id = :id AND left_at IS NULL
           UNION
           SELECT user_type, user_id FROM contract_participants
           WHERE contract_id = :id AND status_id IN (100, 200) AND invited_key IS NULL AND deleted_at IS NULL""",
        id=contract_id,
    )
    return {Owner(row["user_type"], row["user_id"]) for row in rows}


def is_asked_by_address(tx: Transaction, contract_id: int, email: str) -> bool:
    """Whether a paid place of a contract waits for whoever has an address."""
    return (
        tx.value(
            """SELECT 1 FROM contract_participants
               WHERE contract_id = :id AND status_id = 100 AND invited_key = :key AND deleted_at IS NULL""",
            id=contract_id,
            key=address_key_or_none(email),
        )
        is not None
    )


def places_of_person(tx: Transaction, contract_id: int, user: Owner) -> list[Row]:
    """The paid places somebody has or had on a contract."""
    return tx.all(
        """SELECT * FROM contract_participants
           WHERE contract_id = :contract AND user_type = :kind AND user_id = :id AND invited_key IS NULL
             AND deleted_at IS NULL ORDER BY id""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def note_told(tx: Transaction, participant_id: int, now: datetime) -> None:
    """Whoever was invited by their address has it in their inbox."""
    tx.change("contract_participants", participant_id, invited_told_at=utc_text(now))
