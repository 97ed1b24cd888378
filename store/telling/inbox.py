"""Notices as somebody reads them: their own and their company's, each with their own marks."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text

_NOTICES = """SELECT n.*, r.read_at FROM notices n
LEFT JOIN notice_reads r ON r.reader_type = :reader_type AND r.reader_id = :reader_id AND r.notice_id = n.id"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose inbox is read: their own notices, the company's, or both. told_own: kinds also told to the one who did it."""

    owner: Owner
    company_id: int | None
    own: bool
    told_own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notices of an inbox; None: all."""

    unread: bool | None = None
    kinds: Collection[str] | None = None
    record: tuple[str, int] | None = None
    since: datetime | None = None
    until: datetime | None = None


def notices_before(tx: Transaction, reader: Reader, wanted: Filter, before: int | None, most: int) -> list[Row]:
    """Notices of an inbox, newest first, older than one, with read_at of the reader.

    One ordered walk a box, so that the index of owners serves each, and the walks merged."""
    rows: list[Row] = []
    for box in _boxes(reader):
        conditions, params = _where(reader, box, wanted)
        if before is not None:
            conditions.append("n.id < :before")
            params["before"] = before
        sql = f"{_NOTICES} WHERE {' AND '.join(conditions)} ORDER BY n.id DESC LIMIT :most"
        rows += tx.all(sql, **params, most=most)
    return sorted(rows, key=lambda row: row["id"], reverse=True)[:most]


def count(tx: Transaction, reader: Reader, wanted: Filter, most: int) -> int:
    """How many notices of an inbox there are, counted up to a number."""
    found = 0
    for box in _boxes(reader):
        conditions, params = _where(reader, box, wanted)
        sql = f"SELECT count(*) FROM ({_NOTICES} WHERE {' AND '.join(conditions)} LIMIT :most) AS counted"
        found += tx.value(sql, **params, most=most)
    return min(found, most)


def among_ids(tx: Transaction, reader: Reader, ids: Sequence[int]) -> list[Row]:
    """Those of these notices that are in the inbox."""
    condition, more = among(ids)
    rows: list[Row] = []
    for box in _boxes(reader):
        conditions, params = _where(reader, box, Filter())
        rows += tx.all(f"{_NOTICES} WHERE {' AND '.join(conditions)} AND n.id {condition}", **params, **more)
    return rows


def mark_up_to(tx: Transaction, reader: Reader, id: int, wanted: Filter, but: Collection[str], now: datetime) -> int:
    """Mark the notices of an inbox with an id up to this one as read, but those of a company about records of the types
    named in but; how many."""
    changed = 0
    for box in _boxes(reader):
        conditions, params = _up_to(reader, box, id, replace(wanted, unread=True), but)
        changed += tx.run(
            f"""INSERT INTO notice_reads (reader_type, reader_id, notice_id, read_at)
                SELECT :reader_type, :reader_id, found.id, :now FROM
                  ({_NOTICES} WHERE {" AND ".join(conditions)}) AS found""",
            **params,
            now=utc_text(now),
        )
    return changed


def unmark_up_to(tx: Transaction, reader: Reader, id: int, wanted: Filter, but: Collection[str]) -> int:
    """Take the marks of notices with an id up to this one away, but of those as in mark_up_to; how many."""
    changed = 0
    for box in _boxes(reader):
        conditions, params = _up_to(reader, box, id, replace(wanted, unread=False), but)
        changed += tx.run(
            f"""DELETE FROM notice_reads WHERE reader_type = :reader_type AND reader_id = :reader_id AND notice_id IN
                  (SELECT found.id FROM ({_NOTICES} WHERE {" AND ".join(conditions)}) AS found)""",
            **params,
        )
    return changed


def of_company_before(
    tx: Transaction, reader: Reader, before: int, wanted: Filter, types: Collection[str], most: int
) -> list[Row]:
    """The company's notices about records of some types, newest first, older than one."""
    if reader.company_id is None:
        return []
    conditions, params = _where(reader, Owner("company", reader.company_id), wanted)
    names = {f"type_{at}": type for at, type in enumerate(sorted(types))}
    conditions += [f"n.record_type IN ({', '.join(f':{name}' for name in names)})", "n.id < :before"]
    sql = f"{_NOTICES} WHERE {' AND '.join(conditions)} ORDER BY n.id DESC LIMIT :most"
    return tx.all(sql, **params, **names, before=before, most=most)


def answered_by(
    tx: Transaction,
    reader: Reader,
    kinds: Collection[str],
    records: Collection[tuple[str, int]],
    without_record: Collection[str],
) -> list[int]:
    """The unread notices of these kinds about these records, and of the kinds without_record those about none.

    Asked by record, so that an inbox of any length costs the same."""
    found: list[int] = []
    for box in _boxes(reader):
        conditions, params = _where(reader, box, Filter(unread=True, kinds=kinds))
        sql = f"""{_NOTICES} WHERE {" AND ".join(conditions)}
            AND n.id IN (SELECT id FROM notices WHERE record_type = :about AND record_id = :about_id)"""
        for type, id in sorted(records):
            found += [row["id"] for row in tx.all(sql, **params, about=type, about_id=id)]
        if without_record:
            conditions, params = _where(reader, box, Filter(unread=True, kinds=without_record))
            sql = f"{_NOTICES} WHERE {' AND '.join(conditions)} AND n.record_type IS NULL"
            found += [row["id"] for row in tx.all(sql, **params)]
    return found


def records_changed(tx: Transaction, call_id: str) -> list[tuple[str, int]]:
    """The records a call has written a change of, and those that they are a part of."""
    rows = tx.all("SELECT record_type, record_id, data FROM changes WHERE call_id = :call", call=call_id)
    found = [(row["record_type"], row["record_id"]) for row in rows]
    for row in rows:
        data = json.loads(row["data"])
        found += [(whole, data[f"{whole}_id"]) for whole in _WHOLES if isinstance(data.get(f"{whole}_id"), int)]
    return found


def calls_of_work(tx: Transaction, records: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
    """The open calls that tasks and work orders among these came of."""
    return [
        ("open_call", row["open_call_id"])
        for type, id in sorted(records)
        if type in ("task", "work_order")
        for row in tx.all(
            "SELECT open_call_id FROM open_call_applications WHERE result_type = :type AND result_id = :id",
            type=type,
            id=id,
        )
    ]


_WHOLES = ("event", "open_call", "work_order")


def mark_read(tx: Transaction, reader: Owner, ids: Sequence[int], now: datetime) -> None:
    """Mark notices as read by somebody."""
    tx.many(
        """INSERT INTO notice_reads (reader_type, reader_id, notice_id, read_at) VALUES (:type, :reader, :id, :now)
           ON CONFLICT (reader_type, reader_id, notice_id) DO NOTHING""",
        [{"type": reader.kind, "reader": reader.id, "id": id, "now": utc_text(now)} for id in ids],
    )


def mark_unread(tx: Transaction, reader: Owner, ids: Sequence[int]) -> None:
    """Take marks away."""
    tx.many(
        "DELETE FROM notice_reads WHERE reader_type = :type AND reader_id = :reader AND notice_id = :id",
        [{"type": reader.kind, "reader": reader.id, "id": id} for id in ids],
    )


def forget_old(tx: Transaction, before: datetime, most: int) -> int:
    """Let go of notices written before a moment, with their marks and deliveries; how many."""
    old = [
        row["id"]
        for row in tx.all(
            "SELECT id FROM notices WHERE created_at < :before ORDER BY created_at LIMIT :most",
            before=utc_text(before),
            most=most,
        )
    ]
    for id in old:
        for table in ("notice_reads", "notice_deliveries"):
            tx.run(f"DELETE FROM {table} WHERE notice_id = :id", id=id)
        tx.run("DELETE FROM notices WHERE id = :id", id=id)
    return len(old)


def forget_changes(tx: Transaction, before: datetime) -> int:
    """Let go of changes written before a moment, and note how far; how many."""
    tx.run(
        """UPDATE changes_let_go SET up_to = (SELECT max(id) FROM changes WHERE at < :before)
           WHERE id = 1 AND EXISTS (SELECT 1 FROM changes WHERE at < :before)""",
        before=utc_text(before),
    )
    return tx.run("DELETE FROM changes WHERE at < :before", before=utc_text(before))


def _up_to(
    reader: Reader, box: Owner, id: int, wanted: Filter, but: Collection[str]
) -> tuple[list[str], dict[str, Any]]:
    conditions, params = _where(reader, box, wanted)
    conditions.append("n.id <= :up_to")
    if box.kind == "company":
        names = {f"but_{at}": type for at, type in enumerate(sorted(but))}
        conditions.append(f"coalesce(n.record_type, '') NOT IN ({', '.join(f':{name}' for name in names)})")
        params |= names
    return conditions, params | {"up_to": id}


def _boxes(reader: Reader) -> list[Owner]:
    """Whose notices lie in the inbox."""
    company = [Owner("company", reader.company_id)] if reader.company_id is not None else []
    return [*([reader.owner] if reader.own else []), *company]


def _where(reader: Reader, box: Owner, wanted: Filter) -> tuple[list[str], dict[str, Any]]:
    conditions = ["n.owner_type = :box_type AND n.owner_id = :box_id"]
    params: dict[str, Any] = {"reader_type": reader.owner.kind, "reader_id": reader.owner.id}
    params |= {"box_type": box.kind, "box_id": box.id}
    named = {f"told_{index}": kind for index, kind in enumerate(reader.told_own)}
    # The one who did it is not told of it, in whosever inbox it lies.
    conditions.append(
        "NOT (coalesce(n.actor_type, '') = :reader_type AND coalesce(n.actor_id, 0) = :reader_id"
        f" AND n.kind NOT IN ({', '.join(f':{name}' for name in named)}))"
    )
    if wanted.unread is not None:
        conditions.append(f"r.read_at IS {'' if wanted.unread else 'NOT '}NULL")
    if wanted.kinds is not None:
        kinds = {f"kind_{index}": kind for index, kind in enumerate(sorted(wanted.kinds))}
        conditions.append(f"n.kind IN ({', '.join(f':{name}' for name in kinds) or 'NULL'})")
        named |= kinds
    if wanted.record is not None:
        conditions.append("n.record_type = :record_type AND n.record_id = :record_id")
        params |= {"record_type": wanted.record[0], "record_id": wanted.record[1]}
    for sign, name, moment in ((">=", "since", wanted.since), ("<", "until", wanted.until)):
        if moment is not None:
            conditions.append(f"n.created_at {sign} :{name}")
            params[name] = utc_text(moment)
    return conditions, {**params, **named}
