"""The published payer of x402 pays for a call in the same call. It needs an mcp 1.x: with 2.x it finds no refusal to pay."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.clients.other_pythons import python_with
from tests.clients.serving import ROOT, http_server, run
from tests.facilitator import TestFacilitator

INSTALLED = ("x402[mcp,evm]==2.25.0", "mcp>=1.30,<2")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def payer() -> Path:
    """A Python with the payer; HIRINGHALL_TEST_PAYER names an environment that has it."""
    return python_with("payer", INSTALLED)


def test_the_payer_pays_what_a_call_lacks(payer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facilitator, db = TestFacilitator(), tmp_path / "hall.db"
    key = run("token", "--agent", "Bot", "--company", "Acme", db=db).stdout.strip()
    with facilitator.serving() as url:
        monkeypatch.setenv("HIRINGHALL_X402_FACILITATOR", url)
        monkeypatch.setenv("HIRINGHALL_X402_PAY_TO", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
        monkeypatch.setenv("HIRINGHALL_X402_NETWORK", "eip155:84532")
        with http_server(db) as base:
            answers = [paid(payer, f"{base}/mcp", key, label) for label in ("Roof", "Roof", "Wall")]
    assert [(each["error"], each["paid"]) for each in answers] == [(False, True)] * 3
    assert all(each["transaction"] for each in answers)
    (sent, *_) = [body for act, body, _ in facilitator.requests if act == "settle"]
    signed = sent["paymentPayload"]["payload"]["authorization"]
    assert (signed["value"], signed["from"]) == ("20000", "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")
    assert run("ledger", "verify", db=db).stdout == "The books balance.\n"


def paid(payer: Path, url: str, key: str, label: str) -> dict:
    arguments = json.dumps({"label": label, "private": True})
    command = [str(payer), str(ROOT / "tests" / "clients" / "payer.py"), url, key, "create_calendar", arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
