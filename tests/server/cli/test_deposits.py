"""The operator's keys of deposits, on the command line."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.__main__ import cli
from tests.rules.wallet.test_extended_keys import BITCOIN, ETHEREUM, XPRV, ZPUB


@pytest.fixture
def db(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "hall.db"))


def typed(db: Path, *args: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, [*args, "--db", str(db)], input=answer)


def keys(db: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(
            """SELECT u.currency, k.kind, k.public_key FROM deposit_key_uses u
               JOIN deposit_keys k ON k.id = u.key_id ORDER BY 1"""
        ).fetchall()


def test_a_key_is_kept_after_its_addresses_were_compared(db: Path) -> None:
    no = typed(db, "deposits", "key", "BTC", ZPUB, answer="n\n")
    assert (no.exit_code, keys(db)) == (1, [])
    assert "0: bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu" in no.stderr
    assert "4: bc1qm97vqzgj934vnaq9s53ynkyf9dgr05rargr04n" in no.stderr
    yes = typed(db, "deposits", "key", "BTC", f" {ZPUB} ", answer="y\n")
    assert (yes.exit_code, keys(db)) == (0, [("BTC", "segwit", BITCOIN)])
    for currency in ("ETH", "USDC"):
        assert typed(db, "deposits", "key", currency, ETHEREUM, "--kind", "ethereum", "--yes").exit_code == 0
    shown = typed(db, "deposits", "key").stdout
    assert "BTC   segwit    0 given" in shown
    assert "no node of ethereum is configured" in shown
    assert typed(db, "deposits", "key", "BTC", "--remove").exit_code == 0
    assert [currency for currency, _, _ in keys(db)] == ["ETH", "USDC"]
    assert "BTC has no key" in typed(db, "deposits", "key", "BTC", "--remove").stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["BTC", XPRV, "--kind", "segwit", "--yes"], "PRIVATE"),
        (["BTC", BITCOIN, "--yes"], "--kind"),
        (["BTC", ETHEREUM, "--kind", "ethereum", "--yes"], "received at addresses of the kind segwit"),
        (["BTC"], "Give a key"),
        (["BTC", ZPUB, "--remove"], "Give a key"),
    ],
)
def test_what_is_no_key_for_a_currency_is_refused_and_not_kept(db: Path, args: list[str], says: str) -> None:
    done = typed(db, "deposits", "key", *args)
    assert done.exit_code != 0
    assert says in done.stderr
    assert XPRV[4:20] not in done.output
    assert keys(db) == []
    assert XPRV.encode() not in db.read_bytes()
