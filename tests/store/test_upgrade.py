"""An upgrade that is killed in the middle leaves a file that the next start upgrades as if nothing had been."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from store.upgrade import FOLDER, applied, shipped, statements, upgrade
from tests.clients.serving import ROOT

# Upgrades a file and is killed before the n-th statement that reaches SQLite, over all connections.
KILLED_AT = """
import os, signal, sqlite3, sys
from pathlib import Path
left, connect = int(sys.argv[2]), sqlite3.connect

def count(sql):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(*args, **kwargs):
    connection = connect(*args, **kwargs)
    connection.set_trace_callback(count)
    return connection

sqlite3.connect = watched
from store.upgrade import upgrade
upgrade(Path(sys.argv[1]))
print(int(sys.argv[2]) - left)
"""
ALL = 1_000_000


def upgrade_killed_at(db: Path, statement: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED_AT, str(db), str(statement)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@cache
def statements_of_all(folder: Path) -> int:
    """How many statements a whole first upgrade is."""
    whole = upgrade_killed_at(folder / "whole.db", ALL)
    assert whole.returncode == 0, whole.stderr
    return int(whole.stdout)


def healthy(db: Path) -> bool:
    with contextlib.closing(sqlite3.connect(db)) as connection:
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("integrity_check", "journal_mode")]
    return told == ["ok", "wal"] and sorted(applied(db)) == shipped()


@pytest.mark.parametrize("part", [0.0, 0.01, 0.02, 0.03, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.0])
def test_a_first_start_killed_in_its_upgrade_is_followed_by_one_that_succeeds(
    tmp_path: Path, template: Path, part: float
) -> None:
    statement = 1 + round(part * (statements_of_all(template.parent) - 1))
    db = tmp_path / "hall.db"
    assert upgrade_killed_at(db, statement).returncode == -signal.SIGKILL
    upgrade(db)
    assert healthy(db)


def test_two_first_starts_at_once_upgrade_once(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: upgrade_killed_at(db, ALL), range(2)))
    assert [each.returncode for each in both] == [0, 0], [each.stderr for each in both]
    assert healthy(db)


def test_a_text_is_split_where_its_statements_end() -> None:
    whole = [
        "-- depends: first; or not\nCREATE TABLE a (b TEXT DEFAULT ';');",
        "\n/* one; two */ CREATE TRIGGER c AFTER INSERT ON a BEGIN DELETE FROM a; UPDATE a SET b = 'end;'; END;",
        " INSERT INTO a VALUES ('it''s; here');",
    ]
    assert list(statements("".join(whole) + "\n")) == whole
    # The last one may lack its semicolon.
    assert list(statements("".join(whole)[:-1])) == [*whole[:-1], whole[-1][:-1]]


def test_an_empty_file_becomes_a_database_in_wal_mode(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    db.touch()
    upgrade(db)
    assert healthy(db)


def upgraded_from(tmp_path: Path, before: str, rows: str, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """A file that an older version filled, after the upgrade; before: the first migration it has not had."""
    older, db = tmp_path / "older", tmp_path / "hall.db"
    older.mkdir()
    for file in FOLDER.glob("*.sql"):
        if file.stem < before:
            shutil.copy(file, older)
    with monkeypatch.context() as then:
        then.setattr("store.upgrade.FOLDER", older)
        upgrade(db)
    with contextlib.closing(sqlite3.connect(db)) as connection:
        connection.executescript(rows)
        connection.commit()
    assert upgrade(db)
    return sqlite3.connect(db)


PERSONS = """INSERT INTO persons (id, uuid, name, email, phone, timezone, language, currency, created_at, updated_at)
             VALUES {};"""


def person(id: int, email: str | None = None, phone: str | None = None, name: str = "x") -> str:
    values = [f"'u{id}'", f"'{name}'", *(f"'{one}'" if one else "NULL" for one in (email, phone))]
    return f"({id}, {', '.join(values)}, 'UTC', 'en', 'USD', '2026-01-01', '2026-01-01')"


def test_stored_numbers_get_their_one_form_and_what_is_no_number_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["3580401234567", "+358401234567", "4917000000", "+358 9 1234567 ext. 5"]
    people = ", ".join(person(id, f"p{id}@work.test", phone) for id, phone in enumerate(typed, 1))
    with contextlib.closing(upgraded_from(tmp_path, "0034", PERSONS.format(people), monkeypatch)) as connection:
        kept = connection.execute("SELECT phone FROM persons ORDER BY id").fetchall()
    assert [row[0] for row in kept] == ["+358401234567", "+358401234567", "4917000000", "+358 9 1234567 ext. 5"]


def test_of_two_people_of_one_address_both_stay_and_the_proven_or_older_one_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = ", ".join(
        (
            person(1, "Ünal@acme.test", name="Иван"),
            person(2, "ünal@acme.test"),
            person(3, "Ärla@acme.test"),
            person(4, "ärla@acme.test"),
        )
    )
    rows = PERSONS.format(people) + "UPDATE persons SET email_verified_at = '2026-01-02' WHERE id = 4;"
    with contextlib.closing(upgraded_from(tmp_path, "0038", rows, monkeypatch)) as connection:
        kept = connection.execute("SELECT id, email, email_key, names_folded FROM persons ORDER BY id").fetchall()
    assert kept == [
        (1, "Ünal@acme.test", "ünal@acme.test", "иван"),
        (2, "ünal@acme.test", None, "x"),
        (3, "Ärla@acme.test", None, "x"),
        (4, "ärla@acme.test", "ärla@acme.test", "x"),
    ]


def test_projects_and_clients_that_are_now_named_alike_all_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = """INSERT INTO companies (id, company_name, name_folded, created_at, updated_at)
                  VALUES (1, 'A', 'a', '2026-01-01', '2026-01-01');
              INSERT INTO projects (id, company_id, name, description, created_at, updated_at) VALUES
                  (1, 1, 'Äpfel', 'Große', '2026-01-01', '2026-01-01'), (2, 1, 'äpfel', NULL, '2026-01-01', '2026-01-01');
              INSERT INTO client_companies (id, company_id, name, industry, created_at, updated_at) VALUES
                  (1, 1, 'Öl', 'Retail', '2026-01-01', '2026-01-01'), (2, 1, 'öl', NULL, '2026-01-01', '2026-01-01');"""
    with contextlib.closing(upgraded_from(tmp_path, "0057", rows, monkeypatch)) as connection:
        projects = connection.execute("SELECT name, name_key, found_by FROM projects ORDER BY id").fetchall()
        clients = connection.execute(
            "SELECT name_key, found_by, industry_folded FROM client_companies ORDER BY id"
        ).fetchall()
    assert projects == [("Äpfel", "äpfel", "apfel\ngrosse"), ("äpfel", "äpfel 2", "apfel")]
    assert clients == [("öl", "ol", "retail"), ("öl 2", "ol", None)]


def test_people_search_of_an_older_version_finds_by_the_new_fold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = chr(0xE000)
    rows = (
        PERSONS.format(person(1, "a@work.test"))
        + f"""INSERT INTO specialist_listings (id, person_id, side, joined_at, updated_at)
                  VALUES (1, 1, 'offers', '2026-01-01', '2026-01-01'), (2, 1, 'hires', '2026-01-01', '2026-01-01');
              INSERT INTO specialist_texts (id, tokens) VALUES (1, 'łukasz {name}łukasz'), (2, 'anna {name}anna');
              INSERT INTO specialist_index (rowid, tokens) SELECT id, tokens FROM specialist_texts;"""
    )
    with contextlib.closing(upgraded_from(tmp_path, "0038", rows, monkeypatch)) as connection:
        sql = "SELECT rowid FROM specialist_index WHERE specialist_index MATCH ?"
        found = {word: connection.execute(sql, (word,)).fetchall() for word in ("lukasz", '"łukasz"', "anna")}
        connection.execute("INSERT INTO specialist_index (specialist_index, rank) VALUES ('integrity-check', 1)")
    assert found == {"lukasz": [(1,)], '"łukasz"': [], "anna": [(2,)]}


def test_companies_that_are_there_get_their_ad_record_and_the_contract_with_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = """INSERT INTO companies (id, company_name, name_folded, timezone, created_at, updated_at)
              VALUES (1, 'Acme', 'acme', 'Asia/Vladivostok', '2026-01-01T20:00:00.000Z', '2026-01-01T20:00:00.000Z'),
                     (2, 'Rival', 'rival', 'UTC', '2026-01-01T20:00:00.000Z', '2026-01-01T20:00:00.000Z');"""
    with contextlib.closing(upgraded_from(tmp_path, "0052", rows, monkeypatch)) as connection:
        kept = connection.execute(
            """SELECT k.company_id, k.is_primary, k.contract_number, k.contract_date, o.kind, o.company_id, p.kind
               FROM ad_contracts k JOIN ad_customers o ON o.id = k.customer_id JOIN ad_customers p ON p.id = k.performer_id
               ORDER BY k.company_id"""
        ).fetchall()
        uuids = connection.execute("SELECT uuid FROM ad_customers UNION SELECT uuid FROM ad_contracts").fetchall()
    assert kept == [
        (1, 1, "HH-1", "2026-01-02", "own", 1, "platform"),
        (2, 1, "HH-2", "2026-01-01", "own", 2, "platform"),
    ]
    assert len(uuids) == 5
