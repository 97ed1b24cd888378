"""The operator's commands for payouts that are transferred by hand."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.commands import cli
from tests.hall import Hall
from tests.tools.payouts.manual.test_files import IBAN, account, payouts_of
from tests.tools.payouts.payout_cast import method_of, states
from tools.payouts.rules.payment_file_reading import read_payment_file

# Commands take a file.
pytestmark = pytest.mark.sqlite


async def run(*args: str, db: Path, check: bool = True) -> Result:
    """A command, in a thread of its own as it has its own event loop."""
    done = await asyncio.to_thread(CliRunner().invoke, cli, [*args, "--db", str(db)])
    assert not check or done.exit_code == 0, done.output
    return done


async def test_payouts_that_wait_are_put_into_a_file_once_and_handed_out_again(hall: Hall, tmp_path: Path) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    assert (await run("payouts", "settlement", "manual", db=hall.path)).stdout == "Payouts are settled by: manual\n"
    method, card = await account(hall, ann), await method_of(hall, ann)
    first, by_card = await payouts_of(hall, method, card)
    listed = await run("payouts", "waiting", db=hall.path)
    assert IBAN not in listed.stdout + listed.stderr
    lines = listed.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [f"payout {first}", f"payout {by_card}"]
    assert lines[0].endswith("created, waits for a file")
    assert lines[1].endswith("to be transferred by hand: no payment file pays to a card")
    target = tmp_path / "a.xml"
    refused = await run("payouts", "file", "-o", str(target), db=hall.path, check=False)
    assert (refused.exit_code, "No account is named" in refused.stderr) == (1, True)
    named = await run(
        "payouts", "account", "SE45 5000 0000 0583 9825 7466", "--name", "Hall AB", "--bic", "ESSESESS", db=hall.path
    )
    assert named.stdout == "Payouts are paid from SE4550000000058398257466 at ESSESESS, of Hall AB.\n"

    # Written where a file lies already: kept, in progress, and to be had again.
    target.write_text("mine")
    refused = await run("payouts", "file", "-o", str(target), db=hall.path, check=False)
    assert (refused.exit_code, target.read_text()) == (1, "mine")
    assert "file-again 1" in refused.stderr
    assert states(hall, first) == [10, 1]
    target.unlink()
    done = await run("payouts", "file-again", "1", "-o", str(target), db=hall.path)
    content = target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert done.stdout == f"{target}\n"
    message_id, sent = read_payment_file(content)
    assert message_id in done.stderr
    assert [(line.payee[:2], line.payer[:2]) for line in sent] == [
        (("Jurgen Gross", IBAN), ("Hall AB", "SE4550000000058398257466"))
    ]
    assert (await run("payouts", "file-again", "1", "-o", "-", db=hall.path)).stdout.encode() == content

    refused = await run("payouts", "file", db=hall.path, check=False)
    assert (refused.exit_code, "No payout waits for a payment file" in refused.stderr) == (1, True)
    assert "hiringhall payouts file-again 1" in refused.stderr
    listed = (await run("payouts", "waiting", db=hall.path)).stdout
    assert f"{sent[0].id}  10.00 EUR" in listed
    assert f"in_progress, in file 1 for {sent[0].day}, to Jurgen Gross" in listed


async def test_another_account_pays_one_file_and_wrong_ones_none(hall: Hall, tmp_path: Path) -> None:
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    await payouts_of(hall, await account(hall, ann))
    for more, why in (
        (["--account", "SE4650000000058398257466", "--name", "Hall AB"], "check digits do not fit"),
        (["--account", "SE4550000000058398257466", "--name", "Hall AB", "--day", "2020-01-01"], "is over"),
    ):
        refused = await run("payouts", "file", *more, "-o", "-", db=hall.path, check=False)
        assert refused.exit_code != 0
        assert why in refused.stderr
    own = ["--account", "NL91ABNA0417164300", "--name", "Зал", "--day", "2099-12-25"]
    done = await run("payouts", "file", *own, "-o", "-", db=hall.path)
    (line,) = read_payment_file(done.stdout.encode())[1]
    assert (line.payer, line.day.isoformat()) == (("Zal", "NL91ABNA0417164300", None), "2099-12-28")
    assert "on 2099-12-28, not 2099-12-25: no bank day" in done.stderr
    assert IBAN not in done.stderr
