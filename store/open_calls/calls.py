"""Open calls as rows: made, found, changed, with their history and the terms they had."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from store.database import Row, Transaction
from store.folding import found_in
from store.rows import Order
from store.types import Owner

LIVE = ("draft", "published", "closed", "suspended")
NEWEST: Order = (("o.id", "desc"),)

# An open call with its company. Amounts in the smallest unit of o.currency.
CALL = """SELECT o.*, c.company_name, c.commission_percent FROM open_calls o JOIN companies c ON c.id = o.company_id"""
# Whose applications wait for a decision.
_WAITING = """EXISTS (SELECT 1 FROM open_call_applications a WHERE a.open_call_id = o.id
              AND a.status IN ('pending', 'shortlisted'))"""


def add(tx: Transaction, **columns: Any) -> int:
    return tx.insert("open_calls", **columns)


def find(tx: Transaction, ref: str) -> Row | None:
    """An open call by its number or public id, whoever it belongs to."""
    if ref.isdecimal():
        return tx.one(f"{CALL} WHERE o.id = :id", id=int(ref)) if len(ref) < 16 else None
    return tx.one(f"{CALL} WHERE o.public_id = :ref", ref=ref)


def load(tx: Transaction, id: int) -> Row:
    """An open call that is there."""
    row = tx.one(f"{CALL} WHERE o.id = :id", id=id)
    if row is None:
        raise LookupError(f"no open call {id}")
    return row


def change(tx: Transaction, id: int, **columns: Any) -> None:
    tx.change("open_calls", id, **columns)


def take_seats(tx: Transaction, id: int, seats: int, stamp: str) -> bool:
    """Take so many free seats of a call that is open for it; False when there are not as many left."""
    taken = tx.run(
        """UPDATE open_calls SET seats_taken = seats_taken + :seats,
               first_accepted_at = coalesce(first_accepted_at, :stamp)
           WHERE id = :id AND status IN ('published', 'closed') AND seats_taken + :seats <= seats""",
        id=id,
        seats=seats,
        stamp=stamp,
    )
    return taken == 1


def set_skills(tx: Transaction, id: int, skill_ids: Collection[int]) -> None:
    tx.run("DELETE FROM open_call_skills WHERE open_call_id = :id", id=id)
    for skill_id in sorted(set(skill_ids)):
        tx.run("INSERT INTO open_call_skills (open_call_id, skill_id) VALUES (:id, :skill)", id=id, skill=skill_id)


def set_hosts(tx: Transaction, id: int, hosts: Collection[str]) -> None:
    tx.run("DELETE FROM open_call_hosts WHERE open_call_id = :id", id=id)
    for host in sorted(set(hosts)):
        tx.run("INSERT INTO open_call_hosts (open_call_id, host) VALUES (:id, :host)", id=id, host=host)


def known_skills(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    """The names of those of these skills that there are."""
    found = (tx.one("SELECT id, name FROM skills WHERE id = :id", id=id) for id in sorted(set(ids)))
    return {row["id"]: row["name"] for row in found if row is not None}


def add_history(
    tx: Transaction,
    id: int,
    from_status: str | None,
    to_status: str,
    at: str,
    by: Owner | None,
    tool: str | None,
    reason: str | None = None,
) -> None:
    """Append one step. by None: it happened by itself."""
    tx.insert(
        "open_call_history",
        open_call_id=id,
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        actor_type=by.kind if by else None,
        actor_id=by.id if by else None,
        tool=tool,
        at=at,
    )


def history(tx: Transaction, id: int) -> list[Row]:
    """Every step of a call, oldest first."""
    return tx.all("SELECT * FROM open_call_history WHERE open_call_id = :id ORDER BY id", id=id)


def keep_terms(tx: Transaction, id: int, version: int, terms: Mapping[str, Any], at: str) -> None:
    """Keep the material terms as they stand from a version on."""
    tx.run(
        """INSERT INTO open_call_terms (open_call_id, version, terms, at) VALUES (:id, :version, :terms, :at)
           ON CONFLICT (open_call_id, version) DO UPDATE SET terms = excluded.terms, at = excluded.at""",
        id=id,
        version=version,
        terms=json.dumps(dict(terms), ensure_ascii=False, sort_keys=True),
        at=at,
    )


def terms_at(tx: Transaction, id: int, version: int) -> dict[str, Any]:
    """The material terms of a call as they stood at one of its versions; {} before there were any."""
    text = tx.value(
        """SELECT terms FROM open_call_terms WHERE open_call_id = :id AND version <= :version
           ORDER BY version DESC LIMIT 1""",
        id=id,
        version=version,
    )
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def listed(
    company_id: int, statuses: Sequence[str], creator_id: int | None, search: str | None, waiting: bool | None
) -> tuple[str, dict[str, Any]]:
    """A company's calls: a list to be paged."""
    names = {f"status_{at}": status for at, status in enumerate(statuses)}
    sql = f"{CALL} WHERE o.company_id = :company AND o.status IN ({', '.join(f':{name}' for name in names)})"
    params: dict[str, Any] = {"company": company_id, **names}
    if creator_id is not None:
        sql, params["creator"] = f"{sql} AND o.creator_id = :creator AND o.creator_type = 'person'", creator_id
    if search is not None:
        sql, params["search"] = f"{sql} AND o.folded_title LIKE :search ESCAPE '!'", found_in(search)
    if waiting is not None:
        sql = f"{sql} AND {'' if waiting else 'NOT '}{_WAITING}"
    return sql, params


def held_total(tx: Transaction, company_id: int) -> int:
    """What a company holds for the free seats of all its calls."""
    total: int = tx.value(
        """SELECT coalesce(sum(hold_per_seat * (seats - seats_taken)), 0) FROM open_calls
           WHERE company_id = :company AND status IN ('published', 'closed', 'suspended')""",
        company=company_id,
    )
    return total


def due(tx: Transaction, stamp: str, most: int, company_id: int | None = None) -> list[int]:
    """Calls with which something happens by itself by now, the longest overdue first: of themselves or of an application."""
    mine = "" if company_id is None else "AND company_id = :company"
    return [
        row["id"]
        for row in tx.all(
            f"""SELECT id, at FROM (
                    SELECT id, due_at AS at FROM open_calls WHERE due_at <= :stamp {mine}
                    UNION ALL
                    SELECT open_call_id, send_again_by FROM open_call_applications
                    WHERE send_again_by <= :stamp {mine}) AS found
                ORDER BY at, id LIMIT :most""",
            stamp=stamp,
            most=most,
            company=company_id,
        )
    ]


def people_who_see(tx: Transaction, company_id: int) -> int:
    """How many people may see what is open to all: everybody signed up but the company's own."""
    count: int = tx.value(
        """SELECT count(*) FROM persons p WHERE p.deleted_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM memberships m WHERE m.person_id = p.id AND m.company_id = :company AND m.deleted_at IS NULL)""",
        company=company_id,
    )
    return count


def people_of_team(tx: Transaction, company_id: int) -> int:
    """How many people are in a company's team, agreed or asked."""
    count: int = tx.value(
        "SELECT count(*) FROM team_memberships WHERE company_id = :company AND removed_at IS NULL", company=company_id
    )
    return count


def is_in_team(tx: Transaction, company_id: int, person_id: int) -> bool:
    found = tx.value(
        """SELECT 1 FROM team_memberships
           WHERE company_id = :company AND person_id = :person AND removed_at IS NULL""",
        company=company_id,
        person=person_id,
    )
    return found is not None
