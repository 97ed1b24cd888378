"""What belongs to a person besides their profile, for their own eyes: calendars, suggestions, who saw their contact."""

from __future__ import annotations

from store.database import Row, Transaction
from store.folding import address_key_or_none


def calendars_of(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """A person's live calendars, the default one first."""
    return tx.all(
        """SELECT id, label FROM calendars
           WHERE owner_type = 'person' AND owner_id = :id AND deleted_at IS NULL
           ORDER BY is_default DESC, id LIMIT :most""",
        id=person_id,
        most=most,
    )


def pending_corrections(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """Open suggestions about a person's profile and by that person, newest first."""
    return tx.all(
        """SELECT id, person_id, author_type, author_id, changes, created_at FROM profile_corrections
           WHERE status = 'pending' AND (person_id = :id OR (author_type = 'person' AND author_id = :id))
           ORDER BY id DESC LIMIT :most""",
        id=person_id,
        most=most,
    )


def reveals_of(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """Who was shown a person's address or number in full, newest first, with the viewer's name."""
    return tx.all(
        """SELECT r.viewer_type, r.viewer_id, r.channel, r.created_at,
                  CASE r.viewer_type WHEN 'person' THEN p.name ELSE a.name END AS viewer_name
           FROM contact_reveals r
           LEFT JOIN persons p ON r.viewer_type = 'person' AND p.id = r.viewer_id
           LEFT JOIN agents a ON r.viewer_type = 'agent' AND a.id = r.viewer_id
           WHERE r.person_id = :id ORDER BY r.id DESC LIMIT :most""",
        id=person_id,
        most=most,
    )


_STATE = """CASE {0}.status_id WHEN 100 THEN 'pending' WHEN 200 THEN 'confirmed' WHEN 400 THEN 'declined'
            WHEN 444 THEN 'cancelled' WHEN 555 THEN 'delivered' ELSE 'completed' END AS status"""


def contracts_of(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """The live contracts a person is a member of, newest first: id, label, status, role_id, read, write."""
    return tx.all(
        f"""SELECT c.id, c.label, {_STATE.format("c")}, u.role_id, u.read, u.write
            FROM contract_users u JOIN contracts c ON c.id = u.contract_id
            WHERE u.user_type = 'person' AND u.user_id = :id AND u.left_at IS NULL AND c.deleted_at IS NULL
            ORDER BY c.id DESC LIMIT :most""",
        id=person_id,
        most=most,
    )


def places_of(tx: Transaction, person_id: int, email: str | None, most: int) -> list[Row]:
    """The paid places a person has, had or is asked to take on live contracts, newest first. email: their proven address."""
    return tx.all(
        f"""SELECT p.id, p.contract_id, p.role, {_STATE.format("p")}
            FROM contract_participants p JOIN contracts c ON c.id = p.contract_id
            WHERE p.deleted_at IS NULL AND c.deleted_at IS NULL
              AND ((p.user_type = 'person' AND p.user_id = :id AND p.invited_key IS NULL)
                   OR (p.invited_key IS NOT NULL AND p.invited_key = :key))
            ORDER BY p.id DESC LIMIT :most""",
        id=person_id,
        key=address_key_or_none(email),
        most=most,
    )
