"""What belongs to a person besides their profile, for their own eyes: calendars, suggestions, who saw their contact."""

from __future__ import annotations

from store.database import Row, Transaction


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
