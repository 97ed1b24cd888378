"""Halls full of work orders and tasks of one company, for measuring their lists: one real row of each, copied a million times.

Every column that a filter reads is drawn from the copy's number by a hash of its own, so that filters are independent of
each other and every run draws the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.filled.multiply import bare
from store.search.trigrams import company_piece
from store.types import utc_text

CLIENTS, PROJECTS, MANAGERS, WORKERS, CITIES, STATES, TAGS, GROUPS = 200, 500, 40, 500, 300, 50, 40, 40
TABLES = (
    "work_orders",
    "work_order_types",
    "work_order_tags",
    "work_order_words",
    "tasks",
    "task_texts",
    "task_group_tasks",
)
TWO_YEARS = 63_000_000
# Of a hundred orders: drafts, published, routed, assigned, done, approved, canceled; the others are paid.
_STATUS = """CASE WHEN {0} < 1 THEN 1 WHEN {0} < 4 THEN 2 WHEN {0} < 6 THEN 9 WHEN {0} < 11 THEN 3 WHEN {0} < 16 THEN 4
    WHEN {0} < 24 THEN 5 WHEN {0} < 36 THEN 7 ELSE 6 END"""
_TASK_STATE = "CASE WHEN {0} < 6 THEN 1 WHEN {0} < 10 THEN 2 WHEN {0} < 14 THEN 3 WHEN {0} < 18 THEN 4 ELSE 5 END"
_STAMP = "strftime('%Y-%m-%dT%H:%M:%S.000Z', :now_, printf('%+d seconds', -({})))"
_NOUNS = ("router", "printer", "camera", "terminal", "switch", "antenna", "scanner", "kiosk", "server", "display")
_ACTS = ("install", "replace", "inspect", "repair", "survey", "remove", "configure", "clean")


@dataclass(frozen=True, slots=True)
class Seed:
    """What stands in the hall: the company, a person, and one order and one task to be copied."""

    company_id: int
    person_id: int
    work_order_id: int
    task_id: int


def draw(salt: int, many: int) -> str:
    """A number below `many`, as SQL of `i`."""
    mixed = f"((i * {2654435761 + 2 * salt * 40503} + {salt * 97531}) & 4294967295)"
    return f"(((({mixed} >> 9) * 69069 + ({mixed} >> 21)) >> 3) & 1048575) % {many}"


def drawn(words: tuple[str, ...], salt: int) -> str:
    cases = " ".join(f"WHEN {number} THEN '{word}'" for number, word in enumerate(words))
    return f"CASE {draw(salt, len(words))} {cases} END"


def fill(path: Path, seed: Seed, rows: int, now: datetime) -> None:
    """Copy the order and the task until there are so many of each. The file must not be open elsewhere."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        filler = _Filler(connection, seed, rows, utc_text(now))
        filler.records()
        with bare(connection, TABLES):
            filler.orders()
            filler.tasks()
        filler.texts()
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


class _Filler:
    def __init__(self, connection: sqlite3.Connection, seed: Seed, rows: int, now: str) -> None:
        self._connection = connection
        self._seed = seed
        self._rows = rows
        self._now = now
        self._first = {
            table: self._value(f"SELECT coalesce(max(id), 0) FROM {table}")
            for table in (
                "persons",
                "client_companies",
                "projects",
                "company_tags",
                "task_groups",
                "work_orders",
                "tasks",
            )
        }

    def records(self) -> None:
        """What orders and tasks point to."""
        other = "'other' || i || '@bench.test'"
        uuid = "printf('%08x-0000-4000-8000-%012x', i, i)"
        self._copy("persons", self._seed.person_id, MANAGERS + WORKERS, email=other, email_key=other, uuid=uuid)
        company_id = self._seed.company_id
        for table, many in (("client_companies", CLIENTS), ("projects", PROJECTS)):
            self._numbered(
                f"""INSERT INTO {table} (company_id, name, name_key, found_by, created_at, updated_at)
                    SELECT {company_id}, 'Number ' || i, 'number ' || i, 'number ' || i, :now_, :now_""",
                many,
            )
        self._numbered(
            f"INSERT INTO company_tags (company_id, name, created_at) SELECT {company_id}, 'Tag ' || i, :now_", TAGS
        )
        self._numbered(
            f"""INSERT INTO task_groups (company_id, color, title, title_folded, created_at)
                SELECT {company_id}, '#808080', 'Group ' || i, 'group ' || i, :now_""",
            GROUPS,
        )

    def orders(self) -> None:
        status = _STATUS.format(f"({draw(1, 100)})")
        created = f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + 1000"
        later = f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + 999 - {draw(2, 900)}"
        city, state = draw(3, CITIES), draw(4, STATES)
        has = f"CASE WHEN {status} IN ({{}}) THEN {_STAMP.format(later)} END"
        worker = self._first["persons"] + MANAGERS + 1
        title = f"{drawn(_ACTS, 5)} || ' ' || {drawn(_NOUNS, 6)} || ' ' || i"
        self._copy(
            "work_orders", self._seed.work_order_id, status=status, title=title, title_folded=title,
            client_id=f"{self._first['client_companies']} + 1 + {draw(7, CLIENTS)}",
            project_id=f"{self._first['projects']} + 1 + {draw(8, PROJECTS)}",
            manager_id=f"{self._first['persons']} + 1 + {draw(9, MANAGERS)}",
            assignee_id=f"CASE WHEN {status} IN (3, 4, 5, 6) THEN {worker} + {draw(10, WORKERS)} END",
            type_of_work_id=f"CASE {draw(11, 10)} WHEN 0 THEN 76 WHEN 1 THEN 94 WHEN 2 THEN 91 ELSE 62 END",
            service_type_id=f"1 + {draw(12, 5)}",
            pay_type=f"CASE WHEN {draw(13, 1000)} = 0 THEN 'blended' WHEN {draw(13, 10)} < 7 THEN 'fixed' ELSE 'hourly' END",
            pay_max=f"10000 + {draw(14, 90000)}",
            city=f"'City ' || {city}", city_folded=f"'city ' || {city}",
            state=f"'S' || {state}", state_folded=f"'s' || {state}",
            zip=f"printf('%05d', {draw(15, 90000)})",
            country=f"CASE WHEN {draw(16, 20)} = 0 THEN 'CA' ELSE 'US' END",
            incident_id="'INC-' || i",
            start_at=_STAMP.format(f"{later} - 86400"), window_end_at=_STAMP.format(f"{later} - 90000"),
            created_at=_STAMP.format(created),
            published_at=has.format("2, 3, 4, 5, 6, 9"), assigned_at=has.format("3, 4, 5, 6"),
            work_done_at=has.format("4, 5, 6"), approved_at=has.format("5, 6"), paid_at=has.format("6"),
            canceled_at=has.format("7"), payment_due_at="NULL",
        )  # fmt: skip
        first = self._first["work_orders"]
        self._numbered(
            f"""INSERT INTO work_order_types (work_order_id, type_of_work_id, is_primary)
                SELECT {first} + i, (SELECT type_of_work_id FROM work_orders WHERE id = {first} + i), 1"""
        )
        self._numbered(
            f"""INSERT INTO work_order_tags (work_order_id, tag_id, added_by_type, added_by_id, added_at)
                SELECT {first} + i, {self._first["company_tags"]} + 1 + {draw(17, TAGS)}, 'person', {self._seed.person_id}, :now_"""
        )
        words = [drawn(_ACTS, 5), drawn(_NOUNS, 6), "'' || i", "'terminal'", "'city'"]
        for word in words:
            self._numbered(
                f"INSERT OR IGNORE INTO work_order_words (company_id, word, work_order_id)"
                f" SELECT {self._seed.company_id}, {word}, {first} + i ORDER BY 2, 3"
            )

    def tasks(self) -> None:
        state = _TASK_STATE.format(f"({draw(21, 100)})")
        created = f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + 1000"
        later = _STAMP.format(f"({self._rows} - i) * {TWO_YEARS} / {self._rows} + 999 - {draw(22, 900)}")
        self._copy(
            "tasks", self._seed.task_id, uuid="printf('%08x-0000-4000-8000-%012x', i, i)",
            title=f"{drawn(_ACTS, 25)} || ' ' || {drawn(_NOUNS, 26)} || ' ' || i",
            worker_id=f"{self._first['persons'] + MANAGERS} + 1 + {draw(23, WORKERS)}",
            price=f"10000 + {draw(24, 90000)}", state=state, date_created=_STAMP.format(created),
            date_end=f"strftime('%Y-%m-%dT%H:%M:%S.000Z', :now_, '+' || ({draw(27, 8640000)}) || ' seconds')",
            deadline_type=f"1 + {draw(28, 2)}", has_payout=f"CASE {draw(29, 50)} WHEN 0 THEN 1 ELSE 0 END",
            date_started=later, date_finished=f"CASE WHEN {state} >= 3 THEN {later} END",
            date_accepted=f"CASE WHEN {state} >= 4 THEN {later} END",
            date_paid=f"CASE WHEN {state} = 5 THEN {later} END", document_date=f"CASE WHEN {state} = 5 THEN {later} END",
        )  # fmt: skip

    def texts(self) -> None:
        """Texts of the tasks with their index, and the groups. The oldest two in a thousand tasks speak of amethyst."""
        first, rows = self._first["tasks"], self._rows
        description = f"CASE WHEN i <= {rows} / 500 THEN 'With an amethyst' ELSE 'Round and green, seen from afar' END"
        self._numbered(
            f"""INSERT INTO task_texts (task_id, description, folded)
                SELECT {first} + i, {description}, {drawn(_ACTS, 25)} || ' ' || {drawn(_NOUNS, 26)} || ' ' || i || char(10)
                       || lower({description})"""
        )
        self._run(
            f"""INSERT INTO task_text_index (rowid, pieces)
                SELECT task_id, :company || char(10) || folded FROM task_texts WHERE task_id > {first} ORDER BY task_id""",
            company=company_piece(self._seed.company_id),
        )
        self._numbered(
            f"""INSERT INTO task_group_tasks (group_id, task_id)
                SELECT {self._first["task_groups"]} + 1 + {draw(30, GROUPS)}, {first} + i"""
        )

    def _numbered(self, insert: str, rows: int | None = None) -> None:
        """INSERT ... SELECT of expressions in `i`, once for each number."""
        head, order = insert, ""
        if " ORDER BY " in insert:
            head, order = insert.split(" ORDER BY ")
            order = f" ORDER BY {order}"
        begin, select = head.split("SELECT", 1)
        self._run(
            f"""{begin} WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :rows_)
                SELECT {select} FROM numbers{order}""",
            now_=self._now,
            rows_=rows or self._rows,
        )

    def _copy(self, table: str, id: int, rows: int | None = None, /, **changed: str) -> None:
        """Copy one row; changed: columns as SQL of the copy's number."""
        columns = [column["name"] for column in self._connection.execute(f"PRAGMA table_info({table})")]
        row = dict(
            self._connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = :id", {"id": id}).fetchone()
        )
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

    def _value(self, sql: str) -> Any:
        return self._connection.execute(sql).fetchone()[0]
