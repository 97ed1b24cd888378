"""Proofs of single calls, checked without the database."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.cli.log_proofs import own_keys
from store.installation_key import InstallationKey
from store.log_chain import LOGS, link
from store.wallet import log_heads, proof_check
from store.wallet.log_heads import public_key
from store.wallet.log_proofs import NotSigned, proof_of
from store.wallet.proof_check import Wrong, check, hash_of
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY

CHECKER = Path(proof_check.__file__)


async def proven(hall: Hall, call_id: str) -> dict[str, Any]:
    found = await hall.app.database.read(lambda tx: proof_of(tx, call_id))
    assert found is not None
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.fixture
async def charged(hall: Hall) -> list[str]:
    """The ids of charged calls, the last of them newer than the newest head."""
    agent = await hall.agent("Acme")
    for _ in range(5):
        await agent.call("create_inquiry", **INQUIRY)
    await hall.app.log_heads.sign()
    await agent.call("create_inquiry", **INQUIRY)
    return [id for (id,) in hall.sql("SELECT id FROM calls ORDER BY place")]


async def test_every_call_under_a_head_is_proven_by_the_public_key_alone(hall: Hall, charged: list[str]) -> None:
    key = public_key(hall.app.parts.key)
    for id in charged[:-1]:
        proof = await proven(hall, id)
        check(proof, key)
        assert [given["log"] for given in proof["lines"]] == ["call", "transfer"]
        assert proof["lines"][1]["line"]["kind"] == "charge"


async def test_a_call_is_proven_once_a_head_is_over_it(hall: Hall, charged: list[str]) -> None:
    with pytest.raises(NotSigned):
        await proven(hall, charged[-1])
    await hall.app.log_heads.sign()
    check(await proven(hall, charged[-1]), public_key(hall.app.parts.key))


async def test_there_is_no_proof_of_a_call_that_never_was(hall: Hall, charged: list[str]) -> None:
    assert await hall.app.database.read(lambda tx: proof_of(tx, "call_0")) is None


async def test_a_proof_shows_nobodys_balance(hall: Hall, charged: list[str]) -> None:
    assert "balance" not in json.dumps(await proven(hall, charged[0]))


Forging = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "forge",
    [
        lambda proof: proof["lines"][0]["line"].update(amount=1),
        lambda proof: proof["lines"][0]["line"].update(tool="other"),
        lambda proof: proof["lines"][0]["line"].update(place=2),
        lambda proof: proof["lines"][0]["line"].update(place=99),
        lambda proof: proof["lines"][0]["line"].update(lane=1),
        lambda proof: proof["lines"][0].update(previous="0"),
        lambda proof: proof["lines"][0].update(log="transfer", line=proof["lines"][1]["line"]),
        lambda proof: proof["lines"][1]["line"].update(note=None),
        lambda proof: proof["lines"][0]["path"].pop(),
        lambda proof: proof["lines"][0]["path"].append("00"),
        lambda proof: proof["lines"][0]["path"].reverse(),
        lambda proof: proof["lines"][0].update(head=2),
        lambda proof: proof["lines"].pop(0),
        lambda proof: proof.update(call="call_0"),
        lambda proof: proof.update(proof="another"),
        lambda proof: proof["heads"].clear(),
        lambda proof: proof["heads"][0].update(signature="00" * 64),
        lambda proof: proof["heads"][0].update(text=proof["heads"][0]["text"].replace('"lines":', '"lines": ')),
        lambda proof: proof["heads"][0].update(number=2),
    ],
)
async def test_a_proof_that_was_changed_proves_nothing(hall: Hall, charged: list[str], forge: Forging) -> None:
    proof, key = await proven(hall, charged[0]), public_key(hall.app.parts.key)
    forged = copy.deepcopy(proof)
    forge(forged)
    assert forged != proof
    with pytest.raises(Wrong):
        check(forged, key)


async def test_a_transfer_of_another_call_is_no_part_of_a_proof(hall: Hall, charged: list[str]) -> None:
    proof, other = await proven(hall, charged[0]), await proven(hall, charged[1])
    proof["lines"].append(other["lines"][1])
    with pytest.raises(Wrong, match="another call"):
        check(proof, public_key(hall.app.parts.key))


async def test_a_proof_holds_under_no_other_key(hall: Hall, charged: list[str], tmp_path: Path) -> None:
    other = public_key(InstallationKey.beside(tmp_path / "other.db"))
    with pytest.raises(Wrong, match="not signed by this key"):
        check(await proven(hall, charged[0]), other)


async def test_the_checker_runs_without_the_rest_of_the_hall(hall: Hall, charged: list[str], tmp_path: Path) -> None:
    alone = tmp_path / "proof_check.py"
    alone.write_text(CHECKER.read_text(encoding="utf-8"), encoding="utf-8")
    kept = tmp_path / "call.json"
    proof, (key,) = await proven(hall, charged[0]), own_keys(hall.path)
    kept.write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(alone), str(kept), key], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Proven.\n")
    proof["lines"][0]["line"]["amount"] += 1
    kept.write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(alone), str(kept), key], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Not proven: ")


@pytest.mark.parametrize("note", [None, "None", "two\nlines", "“Рубли” \\ \x00 \ud800", ""])
def test_the_checker_hashes_a_line_as_the_log_does(note: str | None) -> None:
    for name, log in LOGS.items():
        line = {column: f"{column}!" for column in ("lane", "place", *log.columns)}
        if "note" in line:
            line["note"] = note  # type: ignore[assignment]
        assert hash_of(name, "before", line) == link(log, "before", line)
        assert tuple(proof_check.COLUMNS[name].split()) == log.columns
    assert proof_check.HEAD == log_heads.HEAD
