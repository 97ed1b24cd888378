"""Acts that wait for a person's yes, or were decided. Each changes its state once, from pending, by one conditional update."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from store.database import Row, Transaction
from store.rows import Order, among, among_texts
from store.types import Owner

# Whoever asked was banned, ended, closed their account, or left whom they asked for.
_GONE = """CASE WHEN requester_type = 'agent' THEN CASE WHEN EXISTS (
        SELECT 1 FROM agents a
        WHERE a.id = approval_requests.requester_id AND a.status <> 'banned'
          AND (approval_requests.owner_type <> 'company' OR a.company_id = approval_requests.owner_id)) THEN 0 ELSE 1 END
    WHEN EXISTS (
        SELECT 1 FROM persons p
        WHERE p.id = approval_requests.requester_id AND p.deleted_at IS NULL
          AND (approval_requests.owner_type <> 'company' OR EXISTS (
              SELECT 1 FROM memberships m
              WHERE m.person_id = p.id AND m.company_id = approval_requests.owner_id AND m.deleted_at IS NULL)))
    THEN 0 ELSE 1 END"""
# What waits on a record that ended is rehearsed, all of it while the writer waits.
LOOKED_AT = 50
_DUE = f"status = 'pending' AND (step_due_at <= :now OR {_GONE} = 1)"


def add_request(tx: Transaction, columns: dict[str, Any]) -> int | None:
    """Keep an act that waits; its id, None when the same one of the requester waits already."""
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    made: int | None = tx.value(
        f"INSERT INTO approval_requests ({names}) VALUES ({values}) ON CONFLICT DO NOTHING RETURNING id", **columns
    )
    return made


def pending_same(tx: Transaction, requester: Owner, tool: str, digest: str) -> Row | None:
    """The same act of a requester that waits already."""
    return tx.one(
        f"""SELECT {_ALL} FROM approval_requests
            WHERE requester_type = :type AND requester_id = :id AND tool = :tool AND arguments_digest = :digest
              AND status = 'pending'""",
        type=requester.kind,
        id=requester.id,
        tool=tool,
        digest=digest,
    )


def blocked_same(tx: Transaction, requester: Owner, tool: str, digest: str, now: str) -> Row | None:
    """A declined one by which the same act of a requester is refused for now."""
    return tx.one(
        f"""SELECT {_ALL} FROM approval_requests
            WHERE requester_type = :type AND requester_id = :id AND tool = :tool AND arguments_digest = :digest
              AND blocked_until IS NOT NULL AND blocked_until > :now ORDER BY id DESC LIMIT 1""",
        type=requester.kind,
        id=requester.id,
        tool=tool,
        digest=digest,
        now=now,
    )


def count_pending(tx: Transaction, requester: Owner) -> int:
    return int(
        tx.value(
            """SELECT count(*) FROM approval_requests
               WHERE requester_type = :type AND requester_id = :id AND status = 'pending'""",
            type=requester.kind,
            id=requester.id,
        )
    )


def find_request(tx: Transaction, id: int | None, public_id: str | None) -> Row | None:
    """A request by number or public id, whoever's it is."""
    if id is not None:
        return tx.one(f"SELECT {_ALL} FROM approval_requests WHERE id = :id", id=id)
    return tx.one(f"SELECT {_ALL} FROM approval_requests WHERE public_id = :public", public=public_id or "")


def pending_of_job(tx: Transaction, job_id: str) -> Row | None:
    """The request that a job waits for."""
    return tx.one(f"SELECT {_ALL} FROM approval_requests WHERE job_id = :job AND status = 'pending'", job=job_id)


def due_requests(tx: Transaction, now: str, most: int) -> list[Row]:
    """Requests whose step is over, or whose requester is gone, longest ago first."""
    return tx.all(
        f"""SELECT {_ALL} FROM approval_requests WHERE {_DUE}
            ORDER BY step_due_at, id LIMIT :most""",
        now=now,
        most=most,
    )


def due_of(tx: Transaction, owner: Owner, requester: Owner, now: str) -> list[Row]:
    """The same of one owner's or requester's, before they are read."""
    return tx.all(
        f"""SELECT {_ALL} FROM approval_requests WHERE {_DUE}
              AND ((owner_type = :type AND owner_id = :id) OR (requester_type = :by_type AND requester_id = :by_id))
            ORDER BY step_due_at, id LIMIT 200""",
        now=now,
        type=owner.kind,
        id=owner.id,
        by_type=requester.kind,
        by_id=requester.id,
    )


def waiting_on(tx: Transaction, records: Collection[str]) -> list[Row]:
    """Requests that wait on records, oldest first: so many as are looked at in one transaction."""
    one_of, values = among_texts(records)
    return tx.all(
        f"""SELECT {_ALL} FROM approval_requests WHERE status = 'pending' AND record {one_of}
            ORDER BY id LIMIT {LOOKED_AT}""",
        **values,
    )


def waiting_of(tx: Transaction, owner: Owner) -> int:
    """How many of an owner's wait."""
    return int(
        tx.value(
            "SELECT count(*) FROM approval_requests WHERE owner_type = :type AND owner_id = :id AND status = 'pending'",
            type=owner.kind,
            id=owner.id,
        )
    )


def change_pending(tx: Transaction, request_id: int, seen: int, **columns: Any) -> bool:
    """Change a request that still waits in the version seen; False, with nothing done, when it was decided or changed."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    return bool(
        tx.run(
            f"UPDATE approval_requests SET {sets} WHERE id = :request AND status = 'pending' AND version = :seen",
            request=request_id,
            seen=seen,
            **columns,
        )
    )


def change_decided(tx: Transaction, request_id: int, **columns: Any) -> None:
    """Note what came of a request that was decided in this transaction."""
    tx.change("approval_requests", request_id, **columns)


_ALL = f"""id, public_id, owner_type, owner_id, requester_type, requester_id, requester_name, session_id, client_name,
          client_version, tool, arguments, arguments_digest, version, reasons, record, acts, amount, currency, usd_micros, payee,
          payee_type, payee_id, preview, preview_text, status, step, named, handed, step_due_at, expires_at, edited, decided_by,
          decided_at, decline_reason, blocked_until, last_error, result, call_id, mandate_id, job_id, more_keys,
          created_at, {_GONE} AS gone"""
LINES = f"SELECT {_ALL} FROM approval_requests"


def of_owner(tx: Transaction, owner: Owner, states: Collection[str]) -> list[Row]:
    """An owner's requests in these states, newest first, at most a thousand."""
    condition, values = _in_states(states)
    return tx.all(
        f"""{LINES} WHERE owner_type = :type AND owner_id = :id AND {condition} ORDER BY id DESC LIMIT 1000""",
        type=owner.kind,
        id=owner.id,
        **values,
    )


def lines(
    owner: Owner,
    requester: Owner | None,
    states: Collection[str],
    agent_id: int | None,
    tool: str | None,
    usd_micros: int | None,
    only: list[int] | None,
) -> tuple[str, dict[str, Any], Order]:
    """Requests of an owner, or of whoever asked: the statement, its values and its order. only: of these numbers."""
    condition, wanted = _in_states(states)
    where, values = [condition], dict[str, Any](wanted)
    if requester is not None:
        where.append("requester_type = :by_type AND requester_id = :by_id")
        values |= {"by_type": requester.kind, "by_id": requester.id}
    else:
        where.append("owner_type = :type AND owner_id = :id")
        values |= {"type": owner.kind, "id": owner.id}
    if agent_id is not None:
        where.append("requester_type = 'agent' AND requester_id = :agent")
        values["agent"] = agent_id
    if tool is not None:
        where.append("tool = :tool")
        values["tool"] = tool
    if usd_micros is not None:
        where.append("usd_micros >= :micros")
        values["micros"] = usd_micros
    if only is not None:
        one_of, numbers = among(only)
        where.append(f"id {one_of}")
        values |= numbers
    return f"{_TIMED if _is_mixed(states) else LINES} WHERE {' AND '.join(where)}", values, _order(states)


# Of requests that wait and others in one list: those that wait come first.
_TIMED = f"""SELECT * FROM (SELECT {_ALL}, CASE WHEN status = 'pending' THEN step_due_at ELSE '~' END AS waits_until,
                                   coalesce(decided_at, '') AS ended_at
                            FROM approval_requests) AS found"""


def _in_states(states: Collection[str]) -> tuple[str, dict[str, str]]:
    values = {f"state_{place}": state for place, state in enumerate(sorted(set(states)))}
    return f"status IN ({', '.join(f':{name}' for name in values)})", values


def _is_mixed(states: Collection[str]) -> bool:
    return "pending" in states and len(set(states)) > 1


def _order(states: Collection[str]) -> Order:
    if _is_mixed(states):
        return [("waits_until", "asc"), ("ended_at", "desc"), ("id", "desc")]
    return [("step_due_at", "asc"), ("id", "asc")] if "pending" in states else [("decided_at", "desc"), ("id", "desc")]
