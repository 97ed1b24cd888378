"""Fills a hall: rows that real operations made, copied a million times with what must differ. The books still prove."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from store.types import utc_text

TABLES = (
    "tasks", "task_texts", "task_history", "company_documents", "events", "event_hosts", "event_attendees",
    "ledger_transfers", "calls",
)  # fmt: skip
# So many rows for each worker, host and company; the first rows all belong to the caller's own company.
ROWS_A_PERSON, ROWS_A_COMPANY, OWN_ROWS = 100, 5_000, 1_000
FEE = 1_000
TWO_YEARS = 63_000_000
_STAMP = "strftime('%Y-%m-%dT%H:%M:%S.000Z', :now_, {} || ' seconds')"
_UUID = "printf('%08x-0000-4000-8000-%012x', i * 2654435761 % 4294967296, i)"
_CALL = "printf('call_%08x%016x', i * 2654435761 % 4294967296, i)"
# Half of the tasks are the caller's company's own; a fifth wait to be paid, most others are paid.
_STATE = "CASE i % 5 WHEN 0 THEN 4 WHEN 1 THEN i % 2 + 1 ELSE 5 END"


@dataclass(frozen=True, slots=True)
class Numbered:
    """Ids of what stands in the hall already: the people, and the rows to be copied."""

    agent_id: int
    company_id: int
    worker_id: int
    host_id: int
    booker_id: int
    task_id: int
    schedule_id: int
    event_id: int


def fill(path: Path, first: Numbered, rows: int, now: datetime) -> None:
    """Copy tasks, bookings and charges until there are so many of each. The file must not be open elsewhere."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = DELETE", "synchronous = OFF", "cache_size = -800000", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        with bare(connection, TABLES):
            copier = _Copier(connection, first, rows, utc_text(now))
            copier.people()
            copier.tasks()
            copier.bookings()
            copier.charges()
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


@contextlib.contextmanager
def bare(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """The tables without their indexes and triggers, which are put back in the end: sorted is faster than one by one."""
    names = ", ".join(f"'{table}'" for table in tables)
    parts = connection.execute(
        f"""SELECT type, name, sql FROM sqlite_master
            WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ({names})"""
    ).fetchall()
    for part in parts:
        connection.execute(f"DROP {part['type']} {part['name']}")
    yield
    for part in parts:
        connection.execute(part["sql"])


class _Copier:
    """Writes copies number 1 to `rows`; in SQL the number is `i`. Expressions are of this module, never from outside."""

    def __init__(self, connection: sqlite3.Connection, first: Numbered, rows: int, now: str) -> None:
        self._connection = connection
        self._first = first
        self._rows = rows
        self._now = now
        self._people = max(1, rows // ROWS_A_PERSON)
        self._companies = max(1, rows // ROWS_A_COMPANY)
        self._bases = {
            table: self._value(f"SELECT coalesce(max(id), 0) FROM {table}")
            for table in ("companies", "persons", "calendars", "schedules")
        }

    def people(self) -> None:
        """Other companies, workers, and hosts with their schedules."""
        first, people = self._first, self._people
        other = "'other' || i || '@bench.test'"
        self._copy("companies", first.company_id, self._companies, company_name="'Company ' || i")
        persons = {"email": other, "email_key": other, "uuid": _UUID, "name": "'Worker ' || i"}
        self._copy("persons", first.worker_id, people, **persons, default_kal_id=f"{self._bases['calendars']} + i")
        person = f"{self._bases['persons']} + i"
        kal_id = self._value("SELECT kal_id FROM schedules WHERE id = :id", id=first.schedule_id)
        self._copy("calendars", kal_id, people, owner_id=person)
        self._copy(
            "schedules",
            first.schedule_id,
            people,
            owner_id=person,
            kal_id=f"{self._bases['calendars']} + i",
            slug="NULL",
        )
        users = self._value("SELECT id FROM schedule_users WHERE schedule_id = :id", id=first.schedule_id)
        self._copy("schedule_users", users, people, schedule_id=f"{self._bases['schedules']} + i", user_id=person)

    def tasks(self) -> None:
        first = self._first
        base = self._value("SELECT max(id) FROM tasks")
        created = self._ago(f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + 100000")
        later = self._ago(f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + i * 7919 % 90000")
        self._copy(
            "tasks",
            first.task_id,
            uuid=_UUID,
            company_id=f"CASE WHEN i % 2 = 0 OR i <= {OWN_ROWS} THEN {first.company_id}"
            f" ELSE {self._bases['companies']} + 1 + i % {self._companies} END",
            worker_id=self._person(),
            title="'Logo number ' || i",
            state=_STATE,
            date_created=created,
            date_end=_STAMP.format("(8640000 + i * 7919 % 8640000)"),
            date_started=later,
            date_finished=f"CASE WHEN {_STATE} >= 4 THEN {later} END",
            date_accepted=f"CASE WHEN {_STATE} >= 4 THEN {later} END",
            date_paid=f"CASE WHEN {_STATE} = 5 THEN {later} END",
            document_date=f"CASE WHEN {_STATE} = 5 THEN {later} END",
        )
        texts = {"task_id": f"{base} + i", "folded": "'logo number ' || i || char(10) || :description"}
        self._copy("task_texts", first.task_id, None, "task_id", **texts)
        history = self._value("SELECT max(id) FROM task_history WHERE task_id = :id", id=first.task_id)
        self._copy("task_history", history, task_id=f"{base} + i", at=later)
        document = self._value("SELECT max(id) FROM company_documents")
        number = "substr(:number, 1, length(:number) - 1) || (i + 1)"
        self._copy("company_documents", document, number=number, task_id=f"{base} + i", created_at=later)

    def bookings(self) -> None:
        """Past bookings: one of a hundred with the measured host, one of a thousand by the measured booker."""
        first = self._first
        base = self._value("SELECT max(id) FROM events")
        own, other = "i % 100 = 0", f"1 + i % {self._people}"
        host = f"CASE WHEN {own} THEN {first.host_id} ELSE {self._bases['persons']} + {other} END"
        kal_id = self._value("SELECT kal_id FROM schedules WHERE id = :id", id=first.schedule_id)
        schedule = f"CASE WHEN {own} THEN {first.schedule_id} ELSE {self._bases['schedules']} + {other} END"
        hours = "(1 + i / 100) * 3600"
        start, end = self._ago(hours), self._ago(f"{hours} - 3600")
        done = {"status_id": "777", "hold_until": "NULL", "release_at": "NULL"}
        self._copy(
            "events",
            first.event_id,
            **done,
            owner_id=host,
            lead_host_id=host,
            kal_schedule_id=schedule,
            kal_id=f"CASE WHEN {own} THEN {kal_id} ELSE {self._bases['calendars']} + {other} END",
            start_at=start,
            end_at=end,
            date=f"substr({start}, 1, 10)",
        )
        hosts = self._value("SELECT min(id) FROM event_hosts WHERE event_id = :id", id=first.event_id)
        self._copy("event_hosts", hosts, event_id=f"{base} + i", user_id=host, end_at=end)
        booking = self._value("SELECT min(id) FROM event_attendees WHERE event_id = :id", id=first.event_id)
        booker = f"CASE WHEN i % 1000 = 0 THEN {first.booker_id} ELSE {self._person()} END"
        self._copy(
            "event_attendees",
            booking,
            **done,
            event_id=f"{base} + i",
            schedule_id=schedule,
            user_id=booker,
            payer_id=booker,
            payee_id=host,
            ledger_hold_id="NULL",
            escrow="0",
            token_hash="NULL",
            end_at=end,
            created_at=start,
        )

    def charges(self) -> None:
        """Charges of the caller's own purse, each with its call, and the counters that follow from the calls."""
        owner = {"type": "agent", "id": self._first.agent_id}
        charge = self._row(
            """SELECT t.* FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.debit_account_id
               WHERE t.kind = 'charge' AND a.owner_type = :type AND a.owner_id = :id ORDER BY t.id DESC LIMIT 1""",
            **owner,
        )
        purse, fees = charge["debit_account_id"], charge["credit_account_id"]
        balance, earned = (
            self._value("SELECT balance FROM ledger_accounts WHERE id = :id", id=id) for id in (purse, fees)
        )
        at = self._ago(f"({self._rows} - i) * {TWO_YEARS} / {self._rows}")
        base = self._value("SELECT max(id) FROM ledger_transfers")
        # The lines are measured, not proven: they are in no chain.
        loose = {"lane": "NULL", "place": "NULL", "hash": "NULL"}
        self._copy(
            "ledger_transfers",
            charge["id"],
            **loose,
            amount=str(FEE),
            call_id=_CALL,
            created_at=at,
            debit_balance_after=f"{balance} - {FEE} * i",
            credit_balance_after=f"{earned} + {FEE} * i",
        )
        self._copy(
            "calls",
            charge["call_id"],
            **loose,
            id=_CALL,
            at=at,
            amount=str(FEE),
            usd_micros=str(FEE),
            transfer_id=f"{base} + i",
        )
        total = FEE * self._rows
        self._run("UPDATE ledger_accounts SET balance = balance - :total WHERE id = :id", total=total, id=purse)
        self._run("UPDATE ledger_accounts SET balance = balance + :total WHERE id = :id", total=total, id=fees)
        self._run("DELETE FROM usage_counters")
        self._run(
            """INSERT INTO usage_counters (payer_type, payer_id, caller_type, caller_id, period, tool, price_class,
                                           calls, free_calls, billed_calls, usd_micros)
               SELECT payer_type, payer_id, caller_type, caller_id, substr(at, 1, 7), tool, max(price_class),
                      count(*), sum(amount = 0), sum(amount > 0), sum(usd_micros)
               FROM calls WHERE payer_type IS NOT NULL
               GROUP BY payer_type, payer_id, substr(at, 1, 7), caller_type, caller_id, tool"""
        )

    def _person(self) -> str:
        return f"{self._bases['persons']} + 1 + i * 31 % {self._people}"

    def _ago(self, seconds: str) -> str:
        return _STAMP.format(f"'-' || ({seconds})")

    def _copy(self, table: str, id: Any, rows: int | None = None, key: str = "id", /, **changed: str) -> None:
        """Copy one row; changed: columns as SQL of the copy's number."""
        # Without columns that are computed.
        columns = [column["name"] for column in self._connection.execute(f"PRAGMA table_info({table})")]
        row = dict(self._row(f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = :id", id=id))
        if key == "id" and isinstance(row["id"], int):
            changed["id"] = f"{self._value(f'SELECT max(id) FROM {table}')} + i"
        values = ", ".join(changed.get(column, f":{column}") for column in row)
        self._run(
            f"""INSERT INTO {table} ({", ".join(row)})
                WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :rows_)
                SELECT {values} FROM numbers""",
            **row,
            now_=self._now,
            rows_=rows or self._rows,
        )

    def _run(self, sql: str, **params: Any) -> None:
        self._connection.execute(sql, params)

    def _row(self, sql: str, **params: Any) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection.execute(sql, params).fetchone()
        assert row is not None, sql
        return row

    def _value(self, sql: str, **params: Any) -> Any:
        return self._row(sql, **params)[0]
