"""hiringhall exchange-rates: a file is checked, dated and loaded as a whole, and shown with its spread."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.commands import cli


@pytest.fixture
def db(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "hall.db"))


def run(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["exchange-rates", *arguments, "--db", str(db)])


def loaded(db: Path, text: str, *more: str) -> Result:
    (db.parent / "march.csv").write_text(text, encoding="utf-8")
    return run(db, "load", str(db.parent / "march.csv"), *more)


def rows(db: Path) -> int:
    with contextlib.closing(sqlite3.connect(db)) as connection:
        return int(connection.execute("SELECT count(*) FROM exchange_rates").fetchone()[0])


def test_rates_are_shown_with_their_spread_and_in_the_form_of_a_file(db: Path) -> None:
    shown = run(db, "show").output.splitlines()
    assert len(shown) == 9
    assert "EUR to USD        1.0576  multiply  from 2025-01-01T00:00:00Z  (shipped)" in shown
    assert "Spread of EUR and USD: 2.95 %, borne by the freelancer." in shown
    as_csv = run(db, "show", "--csv").output
    assert as_csv.splitlines()[:2] == ["base,target,rate", "EUR,USD,1.0576"]
    assert loaded(db, as_csv).exit_code == 0
    assert rows(db) == 12


def test_rates_are_loaded_from_now_on_or_for_later(db: Path) -> None:
    done = loaded(db, "base,target,rate,valid_from\nRUB,EUR,82.10,\nRUB,EUR,83,2099-01-01T00:00:00Z\n")
    assert (done.exit_code, done.output.count("RUB to EUR: 8")) == (0, 2), done.output
    shown = run(db, "show").output
    assert "82.10  divide" in shown
    assert "83  divide    from 2099-01-01T00:00:00Z  (march.csv)" in shown
    assert "Spread of EUR and RUB: 3.29 %" in shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("base,target,rate\nRUB,EUR,81.9\nRUB,USD,0\n", "Nothing was loaded. Line 3: the rate must be above 0."),
        ("base,target,rate\nRUB,EUR,70\n", "would make more of any amount"),
        ("base,target,rate\nRUB,EUR,120\n", "Is that meant? Then load it with --far."),
        ("base,target,rate,valid_from\nRUB,EUR,82,2026-01-01T00:00:00Z\n", "is over; a rate counts from now"),
    ],
)
def test_a_file_that_is_wrong_is_not_loaded_at_all(db: Path, text: str, fault: str) -> None:
    done = loaded(db, text)
    assert (done.exit_code, rows(db)) == (1, 6)
    assert fault in done.output
    assert loaded(db, "base,target,rate\nRUB,EUR,120\n", "--far").exit_code == 0


def test_what_is_no_file_of_rates_is_said_to_be_none(db: Path) -> None:
    (db.parent / "march.csv").write_bytes(b"\xff\xfe\x00b")
    assert "is no text in UTF-8" in run(db, "load", str(db.parent / "march.csv")).output
    (db.parent / "march.csv").write_bytes(b"a" * 1_000_001)
    assert "is too large" in run(db, "load", str(db.parent / "march.csv")).output
    assert "There is no database" in run(db.parent / "none.db", "show").output
