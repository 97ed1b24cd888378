"""The call log as a trail: who did what, for whom, with which program, approved by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner, utc_text

NEWEST: Order = [("c.id", "desc")]
_LINE = "SELECT c.* FROM calls c WHERE "
# Of what others did to a record: only what changed it, by somebody whom the caller may be told, as in the feed of changes.
_NAMED = """c.access <> 'read' AND (c.company_id = :company OR EXISTS (
    SELECT 1 FROM changes h WHERE h.call_id = c.id AND h.record_type = :record_type AND h.record_id = :record_id
      AND (h.company_id IS NULL OR h.company_id = :company
           OR h.on_behalf_of = 'company:' || CAST(h.company_id AS TEXT))))"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines are asked for. None: whichever.

    whose: me, agents, people or all of the company; me are also lines that a person approved. company: of the caller; 0 without.
    by: who did it. record: what was done to it, of others only who changed it."""

    whose: str
    me: Owner
    company: int
    by: Owner | None
    tool: str | None
    access: Collection[str]
    record: tuple[str, int] | None
    since: datetime | None
    until: datetime | None
    call_id: str | None
    sees_record: bool = False


def trail(sought: Sought) -> tuple[str, dict[str, Any]]:
    """The SELECT of the lines, and its parameters, to be paged NEWEST."""
    params: dict[str, Any] = {"company": sought.company}
    wanted = [_whose(sought, params), *_narrowed(sought, params)]
    if sought.record is not None:
        params |= {"record_type": sought.record[0], "record_id": sought.record[1]}
        wanted.append(
            """(c.id IN (SELECT h.call_id FROM changes h WHERE h.record_type = :record_type AND h.record_id = :record_id)
                OR (c.record_type = :record_type AND c.record_id = :record_id))"""
        )
    return _LINE + " AND ".join(wanted), params


def _whose(sought: Sought, params: dict[str, Any]) -> str:
    own = _own(sought, params)
    if sought.record is not None and sought.sees_record:
        return f"({own} OR ({_NAMED}))"
    return own


def _own(sought: Sought, params: dict[str, Any]) -> str:
    """Lines that are the caller's to see in full."""
    of_kind = {"agents": " AND c.caller_type = 'agent'", "people": " AND c.caller_type = 'person'"}
    if sought.whose != "me":
        return f"(c.company_id = :company{of_kind.get(sought.whose, '')})"
    params["me"] = sought.me.id
    if sought.me.kind == "person":
        return "((c.caller_type = 'person' AND c.caller_id = :me) OR c.approved_by = :me)"
    return "(c.payer_type = 'agent' AND c.payer_id = :me AND c.caller_type = 'agent' AND c.caller_id = :me)"


def _narrowed(sought: Sought, params: dict[str, Any]) -> Iterable[str]:
    yield f"c.access IN ({', '.join(f':access_{place}' for place, _ in enumerate(sought.access))})"
    params |= {f"access_{place}": access for place, access in enumerate(sought.access)}
    if "read" not in sought.access:
        yield "c.access <> 'read'"
    if sought.by is not None:
        yield "c.caller_type = :by_type AND c.caller_id = :by_id"
        params |= {"by_type": sought.by.kind, "by_id": sought.by.id}
    if sought.tool is not None:
        yield "c.tool = :tool"
        params["tool"] = sought.tool
    if sought.since is not None:
        yield "c.at >= :since"
        params["since"] = utc_text(sought.since)
    if sought.until is not None:
        yield "c.at < :until"
        params["until"] = utc_text(sought.until)
    if sought.call_id is not None:
        yield "c.id = :call_id"
        params["call_id"] = sought.call_id


def mandates_used(tx: Transaction, call_ids: Collection[str]) -> dict[str, str]:
    """By call, the mandate that it was covered by."""
    names = {f"call_{place}": id for place, id in enumerate(call_ids)}
    if not names:
        return {}
    rows = tx.all(
        f"""SELECT u.call_id, m.public_id FROM mandate_uses u JOIN mandates m ON m.id = u.mandate_id
            WHERE u.call_id IN ({", ".join(f":{name}" for name in names)}) ORDER BY u.id DESC""",
        **names,
    )
    return {row["call_id"]: row["public_id"] for row in rows}


def approvals_named(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    """By number, the public ids of requests."""
    one_of, numbers = among(ids)
    rows = tx.all(f"SELECT id, public_id FROM approval_requests WHERE id {one_of}", **numbers)
    return {row["id"]: row["public_id"] for row in rows}


def people(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """Names of people, also of those who are gone: id, name, middle_name, last_name."""
    one_of, numbers = among(ids)
    return tx.all(f"SELECT id, name, middle_name, last_name FROM persons WHERE id {one_of}", **numbers)


def agents(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    one_of, numbers = among(ids)
    return {row["id"]: row["name"] for row in tx.all(f"SELECT id, name FROM agents WHERE id {one_of}", **numbers)}


def companies(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    one_of, numbers = among(ids)
    rows = tx.all(f"SELECT id, company_name FROM companies WHERE id {one_of}", **numbers)
    return {row["id"]: row["company_name"] for row in rows}


def app_name(tx: Transaction, client_id: str) -> str | None:
    """What an app called itself when somebody allowed it in last."""
    name: str | None = tx.value(
        "SELECT client_name FROM oauth_grants WHERE client_id = :client ORDER BY id DESC LIMIT 1", client=client_id
    )
    return name
