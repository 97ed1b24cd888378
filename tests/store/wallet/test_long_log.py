"""A log that is long: its upgrade and its proof take no more memory than a short one's."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from store.upgrade import FOLDER, upgrade
from tests.clients.serving import ROOT
from tests.store.wallet.log_meddling import proof_of_file

pytestmark = pytest.mark.sqlite

SHORT, LONG = 2_000, 200_000
MOST_MORE = 8.0

# Charges with their calls, as a version without the chain wrote them.
ROWS = """
INSERT INTO ledger_accounts (id, owner_type, owner_id, kind, currency, may_overdraw, created_at) VALUES
    (1, 'platform', 0, 'outside', 'USDT', 1, '2026-03-02T09:00:00.000Z'),
    (2, 'agent', 1, 'purse', 'USDT', 0, '2026-03-02T09:00:00.000Z'),
    (3, 'platform', 0, 'fees', 'USDT', 0, '2026-03-02T09:00:00.000Z');
CREATE TEMP TABLE numbers AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i FROM n;
INSERT INTO ledger_transfers (id, debit_account_id, credit_account_id, amount, currency, kind, note, debit_balance_after,
                              credit_balance_after, created_at)
VALUES (1, 1, 2, 1000 * {rows}, 'USDT', 'deposit', 'as “agreed”', -1000 * {rows}, 1000 * {rows}, '2026-03-02T09:00:00.000Z');
INSERT INTO ledger_transfers (debit_account_id, credit_account_id, amount, currency, kind, call_id, debit_balance_after,
                              credit_balance_after, created_at)
SELECT 2, 3, 1000, 'USDT', 'charge', printf('call_%012x', i), 1000 * ({rows} - i), 1000 * i, '2026-03-02T09:00:00.000Z'
FROM numbers;
INSERT INTO calls (id, at, caller_type, caller_id, payer_type, payer_id, tool, access, price_class, usd_micros, currency, amount,
                   transfer_id, arguments_digest)
SELECT printf('call_%012x', i), '2026-03-02T09:00:00.000Z', 'agent', 1, 'agent', 1, 'create_task', 'write', 'write', 1000, 'USDT',
       1000, i + 1, 'd' FROM numbers;
INSERT INTO usage_counters VALUES ('agent', 1, 'agent', 1, '2026-03', 'create_task', 'write', {rows}, 0, {rows}, 1000 * {rows});
UPDATE ledger_accounts SET balance = 1000 * {rows} WHERE id = 3;
UPDATE ledger_accounts SET balance = -1000 * {rows} WHERE id = 1;
"""  # fmt: skip

MEASURED = """
import atexit, sys
from pathlib import Path
from server.__main__ import cli
from store.upgrade import upgrade
# Not getrusage: its figure begins with what the parent had.
atexit.register(lambda: print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]))
upgrade(Path(sys.argv[2])) if sys.argv[1] == "upgrade" else cli(["ledger", "verify", "--db", sys.argv[2]])
"""


def before_the_chain(folder: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that a version without the chain has filled."""
    older, db = folder / f"older {rows}", folder / f"hall {rows}.db"
    older.mkdir()
    for file in FOLDER.glob("*.sql"):
        if file.stem < "0071":
            shutil.copy(file, older)
    with monkeypatch.context() as then:
        then.setattr("store.upgrade.FOLDER", older)
        upgrade(db)
    with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for guard in ("ledger_transfers_no_mismatch", "calls_no_replace", "ledger_transfers_no_replace"):
            connection.execute(f"DROP TRIGGER {guard}")
        connection.executescript(f"BEGIN; {ROWS.format(rows=rows)} COMMIT;")
        for text in guards():
            connection.execute(text)
    return db


def guards() -> list[str]:
    text = (FOLDER / "0015_append_only.sql").read_text(encoding="utf-8")
    names = "ledger_transfers_no_mismatch|calls_no_replace|ledger_transfers_no_replace"
    return re.findall(rf"^CREATE TRIGGER (?:{names}) .*?END;", text, re.MULTILINE | re.DOTALL)


def memory(act: str, db: Path) -> float:
    """The most MiB that a process of its own took for it."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, act, str(db)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout.splitlines()[-1]) / 1024


def test_lines_that_were_there_are_chained_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = before_the_chain(tmp_path, 50, monkeypatch)
    upgrade(db)
    assert proof_of_file(db) == []
    with contextlib.closing(sqlite3.connect(db)) as connection:
        transfers = connection.execute("SELECT lane, place FROM ledger_transfers ORDER BY id").fetchall()
        calls = connection.execute("SELECT lane, place FROM calls ORDER BY id").fetchall()
    assert transfers == [(0, place) for place in range(1, 52)]
    assert calls == [(0, place) for place in range(1, 51)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
def test_a_long_log_takes_no_more_memory_than_a_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = (before_the_chain(tmp_path, rows, monkeypatch) for rows in (SHORT, LONG))
    for act in ("upgrade", "verify"):
        little, much = memory(act, short), memory(act, long)
        assert much < little + MOST_MORE, f"{act}: {little:.1f} MiB for {SHORT} transfers, {much:.1f} for {LONG}"
