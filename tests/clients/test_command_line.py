"""The commands, as they are typed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from server.cli.database_place import path_fault
from tests.clients.forked import run_forked
from tests.clients.serving import PROGRAM, ROOT, run


@pytest.fixture
def db(tmp_path: Path, template: Path) -> Path:
    """An empty hall."""
    return Path(shutil.copy(template, tmp_path / "hall.db"))


def test_a_token_is_all_that_stands_on_stdout_and_a_first_one_makes_a_hall(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    done = run("token", "--agent", "Bot", "--company", "Acme", "--currency", "USD", "--credit", "25 USDT", db=db)
    assert done.stdout.startswith("hh_agent_")
    assert done.stdout.count("\n") == 1
    assert stat.S_IMODE(os.stat(db).st_mode) == 0o600
    assert run("token", "--person", "ann@work.example", db=db).stdout.startswith("hh_person_")
    assert run("ledger", "verify", db=db).stdout == "The books balance.\n"
    statement = run("ledger", "statement", "Bot", db=db).stdout
    assert "25.000000" in statement


def test_a_companys_currency_never_changes(db: Path) -> None:
    run("token", "--agent", "Bot", "--company", "Acme", "--currency", "USD", db=db)
    refused = run("token", "--person", "x@y.example", "--company", "Acme", "--currency", "EUR", db=db, check=False)
    assert refused.returncode != 0
    assert "never changes" in refused.stderr


def test_credit_goes_to_whoever_is_named(db: Path) -> None:
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    for owner in ("Bot", "agent:1"):
        run("credit", owner, "20.00 USD", db=db)
    assert run("credit", "Acme", "5.00 EUR", db=db).stdout == "company:1 has 5.00 EUR\n"
    assert "40.00" in run("ledger", "statement", "Bot", db=db).stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["credit", "Nobody", "1 USD"], "There is no"),
        (["credit", "Bot", "1.001 USD"], "at most 2 decimals"),
        (["credit", "Bot", "one USD"], "not an amount"),
        (["token", "--agent", "A", "--person", "b@c.example"], "either --agent"),
        (["serve", "--http", "nonsense"], "HOST:PORT"),
        (["serve", "--toolsets", "nonsense"], "no toolset"),
        (["demo"], "plays on a new database"),
    ],
)
def test_every_failure_is_a_plain_sentence(db: Path, args: list[str], words: str) -> None:
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    done = run(*args, db=db, check=False)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_how_somebody_is_asked_is_shown_without_an_option(db: Path) -> None:
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    assert run("confirmation", "Bot", db=db).stdout == "agent:1 is asked as shipped: above 100.00 USD a call or a day\n"
    run("confirmation", "Bot", "--above", "50 USD", "--by", "ask", db=db)
    for _ in range(2):
        shown = run("confirmation", "agent:1", db=db).stdout
        assert shown == "agent:1 is asked above 50.00 USD a call or a day, by the client's question alone\n"


def test_a_port_that_is_taken_is_said_in_a_sentence(db: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--http", f"127.0.0.1:{port}", db=db, check=False)
    assert done.returncode == 1
    assert f"127.0.0.1:{port} is taken by another program" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_doctor_advises_is_for_the_database_it_looked_at(db: Path, tmp_path: Path) -> None:
    none = tmp_path / "a new one.db"
    assert f"hiringhall serve --db '{none}'" in run("doctor", db=none, check=False).stdout
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    said = run("doctor", db=db, check=False).stdout
    for command in ("operator COMPANY", "token --agent NAME", "mailbox"):
        assert f"hiringhall {command} --db {db}" in said


def test_a_command_without_a_database_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("credit", "Bot", "1 USD", db=tmp_path / "hall.db", check=False)
    assert done.returncode != 0
    assert "hiringhall token" in done.stderr


def test_tools_lists_every_operation_with_its_schemas(db: Path) -> None:
    tools = json.loads(run("tools", "--json", db=db).stdout)
    assert len(tools) > 150
    for tool in tools:
        assert {"name", "toolset", "access", "actors", "price", "input_schema", "output_schema"} <= set(tool)


def test_a_command_that_serves_nobody_does_not_wait_for_the_protocols_library() -> None:
    code = "import server.cli.actions, sys; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_doctor_says_what_to_do(db: Path) -> None:
    run("token", "--agent", "Bot", db=db)
    done = run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x")
    assert done.returncode == 0, done.stdout
    db.chmod(0o644)
    done = run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x")
    assert done.returncode == 1
    assert "chmod 600" in done.stdout


def test_a_start_shuts_what_was_left_open_and_doctor_says_what_a_start_does_not_shut(db: Path) -> None:
    files = db.with_name("hall.files")
    run("token", "--agent", "Bot", "--company", "Acme", db=db)
    files.mkdir(exist_ok=True)
    files.chmod(0o755)
    told = run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x").stdout
    assert f"chmod 700 {files}" in told
    run("token", "--agent", "Other", "--company", "Acme", db=db)
    assert stat.S_IMODE(files.stat().st_mode) == 0o700
    key = db.with_name("hall.db.key")
    for path, shut in ((db, 0o600), (key, 0o600), (db.parent, 0o700)):
        path.chmod(0o777)
        told = run("doctor", db=db, check=False, HIRINGHALL_TOKEN="x").stdout
        assert told.count("FIX ") == 1
        assert str(path) in told
        path.chmod(shut)


def test_the_data_folder_of_ones_own_is_private(tmp_path: Path) -> None:
    own = tmp_path / "data" / "hiringhall"
    folders = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    run("token", "--agent", "Bot", "--company", "Acme", db=own / "hall.db", **folders)
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    own.chmod(0o755)
    run("token", "--agent", "Other", "--company", "Acme", db=own / "hall.db", **folders)
    assert stat.S_IMODE(own.stat().st_mode) == 0o700


def test_a_tampered_balance_is_found(db: Path) -> None:
    import sqlite3
    from contextlib import closing

    run("token", "--agent", "Bot", "--credit", "25 USDT", db=db)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE ledger_accounts SET balance = balance + 1 WHERE kind = 'purse'")
    done = run("ledger", "verify", db=db, check=False)
    assert done.returncode == 1
    assert "says" in done.stdout
    with closing(sqlite3.connect(db)) as connection, connection:
        for statement in ("UPDATE ledger_transfers SET amount = 1", "DELETE FROM ledger_transfers"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_statements_of_a_month_reconcile_and_say_when_they_do_not(db: Path) -> None:
    import sqlite3
    from contextlib import closing

    run("token", "--agent", "Bot", "--company", "Acme", "--credit", "25 USDT", db=db)
    run("credit", "Bot", "5.00 USD", db=db)
    shown = run("ledger", "statement", "Bot", db=db).stdout
    assert [line.split() for line in shown.splitlines() if "closing" in line] == [
        ["closing", "25.000000"],
        ["closing", "5.00"],
    ]
    everything = json.loads(run("ledger", "statement", "--json", db=db).stdout)
    assert everything["reconciles"] is True
    assert {line["closing"] for line in everything["together"]} == {"0.00", "0.000000"}
    later = json.loads(run("ledger", "statement", "Bot", "--month", "2999-01", "--json", db=db).stdout)
    closed = {one["currency"]: one["closing"] for one in everything["statements"] if one["owner"] == "agent:1"}
    assert {one["currency"]: one["opening"] for one in later["statements"]} == closed
    for month in ("2026-13", "x"):
        assert "is not a month" in run("ledger", "statement", "Bot", "--month", month, db=db, check=False).stderr
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE ledger_accounts SET balance = balance + 1 WHERE kind = 'purse' AND currency = 'USD'")
    for more in ([], ["--json"]):
        done = run("ledger", "statement", "Bot", *more, db=db, check=False)
        assert done.returncode == 1
        assert "but stands at 5.01 USD" in done.stdout
        assert "1 figures do not reconcile" in done.stderr


COMMANDS = (
    ["serve"], ["serve", "--http", "127.0.0.1:0"], ["doctor"], ["demo", "--db", "postgresql://hall@/hall?host=/nowhere"],
    ["seed", "--specialists", "3"], ["token", "--agent", "Bot"],
    ["credit", "Bot", "1 USD"], ["operator"], ["agent", "Bot", "suspend"], ["confirmation", "Bot"], ["mailbox"],
    ["ledger", "verify"], ["person", "export", "person:1"], ["payout-method", "1", "verify"],
    ["exchange-rates", "show"],
    ["payouts", "waiting"], ["payouts", "file"], ["payouts", "file-again", "1"],
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_in_a_line_that_a_database_server_does_not_answer(
    tmp_path: Path, command: list[str]
) -> None:
    done = subprocess.run(
        [*PROGRAM, *command], cwd=tmp_path, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HIRINGHALL_FOLDER": str(tmp_path / "made"),
             "HIRINGHALL_DB": "postgresql://hall:tops3cret@/hall?host=/nowhere"},
    )  # fmt: skip
    assert done.returncode != 0
    said = done.stdout if command == ["doctor"] else done.stderr
    assert "/nowhere" in said, said
    if command != ["doctor"]:
        assert (done.stdout, done.stderr.count("\n")) == ("", 1), done.stderr
        assert "The database server does not answer" in done.stderr
    assert "tops3cret" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["postgresql://hall:to%ps@h/x", "postgresql://hall:tops@3cret@h/x", "mysql://u:tops3cret@h/x"]
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(tmp_path: Path, address: str) -> None:
    done = run_forked(["ledger", "verify", "--db", address], tmp_path, {**os.environ}, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "tops" not in done.stderr
    assert "to%ps" not in done.stderr


def test_a_password_on_the_command_line_is_warned_of(tmp_path: Path) -> None:
    address = "postgresql://hall:tops3cret@/hall?host=/nowhere"
    done = run_forked(["ledger", "verify", "--db", address], tmp_path, {**os.environ}, timeout=60)
    assert "HIRINGHALL_DB" in done.stderr.splitlines()[0]
    assert "tops3cret" not in done.stderr


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("postgresql+psycopg://h/x", "another kind"), ("sqlite:///hall.db", "another kind"), ("mysql:h", "another kind"),
        ("file:hall.db?mode=ro", "another kind"), ("  postgresql://h/x", "another kind"),
        ("host=db dbname=hall", "names no file"), (":memory:", "names no file"), ("", "no path"), (" ", "no path"),
        ("a\0b", "no path"), ("folder/", "a folder"), (".", "a folder"), (f"{__file__}/hall.db", "no folder"),
        ("hall.db", None), ("/tmp/made/new/hall.db", None), ("./my hall: 2026.db", None), ("C:\\hall.db", None),
    ],
)  # fmt: skip
def test_an_address_that_is_no_file_is_told_from_a_path(address: str, fault: str | None) -> None:
    found = path_fault(address)
    assert (found is None) if fault is None else (found is not None and fault in found)
