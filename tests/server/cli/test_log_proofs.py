"""Proving the log on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.__main__ import cli
from store.installation_key import key_file
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY
from tests.store.wallet.log_meddling import chain_anew, less_charged, meddle, run


def typed(db: Path, *args: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, args), "--db", str(db)])


@pytest.fixture
async def call_id(hall: Hall) -> str:
    agent = await hall.agent("Acme")
    for _ in range(3):
        await agent.call("create_inquiry", **INQUIRY)
    return str(hall.sql("SELECT id FROM calls ORDER BY place LIMIT 1")[0][0])


pytestmark = pytest.mark.sqlite


@pytest.fixture
def db(hall: Hall) -> Path:
    return hall.path


def test_a_proof_is_written_and_checked_without_the_database(call_id: str, db: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    written = typed(db, "ledger", "prove", call_id, "--to", kept)
    assert written.exit_code == 0, written.output
    key = typed(db, "ledger", "public-key").stdout.strip()
    assert f"--proof {kept} --public-key {key}" in written.stdout
    elsewhere = tmp_path / "elsewhere" / "hall.db"
    checked = typed(elsewhere, "ledger", "verify", "--proof", kept, "--public-key", key)
    assert checked.exit_code == 0, checked.output
    assert f"{call_id}: create_inquiry by agent:" in checked.stdout
    assert "transfer: charge of 20000 of the smallest unit of USDT" in checked.stdout
    assert not elsewhere.parent.exists()
    assert typed(db, "ledger", "verify", "--proof", kept).exit_code == 0


def test_a_proof_wants_a_key_and_the_right_one(call_id: str, db: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    typed(db, "ledger", "prove", call_id, "--to", kept)
    nowhere = tmp_path / "nowhere.db"
    assert "Name the hall's public key" in typed(nowhere, "ledger", "verify", "--proof", kept).stderr
    other = typed(nowhere, "ledger", "verify", "--proof", kept, "--public-key", "00" * 32)
    assert (other.exit_code, "not signed by this key" in other.stdout) == (1, True)
    proof = json.loads(kept.read_text(encoding="utf-8"))
    proof["lines"][0]["line"]["amount"] = 1
    kept.write_text(json.dumps(proof), encoding="utf-8")
    assert typed(db, "ledger", "verify", "--proof", kept).exit_code == 1
    for other_text in ("{}", "[]", "null", '{"proof": "hiringhall log proof 1"}'):
        kept.write_text(other_text, encoding="utf-8")
        found = typed(db, "ledger", "verify", "--proof", kept)
        assert (found.exit_code, "no proof of this kind" in found.stdout) == (1, True), found.output
    kept.write_text("{", encoding="utf-8")
    assert "is no proof" in typed(db, "ledger", "verify", "--proof", kept).stderr


def test_a_call_that_never_was_has_no_proof(call_id: str, db: Path) -> None:
    found = typed(db, "ledger", "prove", "call_0", "--to", "-")
    assert (found.exit_code, "There is no call 'call_0'" in found.stderr) == (1, True)


def test_books_and_chain_rewritten_together_are_found(call_id: str, hall: Hall, db: Path, tmp_path: Path) -> None:
    typed(db, "ledger", "prove", call_id, "--to", tmp_path / "kept.json")
    assert typed(db, "ledger", "verify").exit_code == 0
    meddle(hall, less_charged, chain_anew)
    found = typed(db, "ledger", "verify")
    assert found.exit_code == 1
    assert "The books balance." in found.stdout
    assert "was signed over other lines than are here now" in found.stdout


def test_heads_are_kept_elsewhere_and_held_against_the_log(call_id: str, hall: Hall, db: Path, tmp_path: Path) -> None:
    typed(db, "ledger", "prove", call_id, "--to", "-")
    heads = tmp_path / "heads"
    heads.write_text(typed(db, "ledger", "heads").stdout, encoding="utf-8")
    assert typed(db, "ledger", "verify", "--heads", heads).exit_code == 0
    meddle(hall, run("DELETE FROM log_head_ranges; DELETE FROM log_heads"))
    assert typed(db, "ledger", "verify").exit_code == 0
    found = typed(db, "ledger", "verify", "--heads", heads)
    assert (found.exit_code, "Head 1 that was kept is gone" in found.stdout) == (1, True)


def test_without_a_key_the_one_is_named_that_the_heads_say(call_id: str, db: Path) -> None:
    typed(db, "ledger", "prove", call_id, "--to", "-")
    key = typed(db, "ledger", "public-key").stdout.strip()
    key_file(db).rename(db.with_name("away"))
    found = typed(db, "ledger", "verify")
    assert found.exit_code == 0
    assert f"No key is here: the heads name {key}" in found.stderr
    assert not key_file(db).exists()
    assert typed(db, "ledger", "verify", "--public-key", key).exit_code == 0
    assert typed(db, "ledger", "verify", "--public-key", "00" * 32).exit_code == 1


def test_what_holds_no_heads_is_said_before_anything_is_read(call_id: str, db: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for text in ("garbage", "{}", "[]", '{"number": "1", "text": 2}', '{"number": 1}'):
        kept.write_text(text, encoding="utf-8")
        found = typed(db, "ledger", "verify", "--heads", kept)
        assert (found.exit_code, found.stdout, "holds no heads" in found.stderr) == (1, "", True), found.output
    missing = typed(db, "ledger", "verify", "--heads", tmp_path / "missing")
    assert "missing cannot be read: No such file" in missing.stderr


def test_a_key_that_is_not_here_is_not_made_by_asking_for_it(call_id: str, db: Path) -> None:
    key = typed(db, "ledger", "public-key").stdout
    aside = key_file(db).rename(db.with_name("aside"))
    asked = typed(db, "ledger", "public-key")
    assert (asked.exit_code, asked.stdout, key_file(db).exists()) == (1, "", False)
    assert f"put it at {key_file(db)}" in asked.stderr
    aside.rename(key_file(db))
    assert typed(db, "ledger", "public-key").stdout == key
