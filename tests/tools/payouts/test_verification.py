"""What the operator finds out about payment methods outside."""

from __future__ import annotations

import pytest

from tests.clients.serving import run
from tests.hall import Hall
from tests.tools.payouts.method_cast import added, begun, team


@pytest.mark.sqlite
async def test_an_account_is_verified_and_a_card_blocked_on_the_machine(hall: Hall) -> None:
    _, ann = await team(hall)
    hall.sql_script("INSERT INTO settings (name, value, updated_at) VALUES ('payouts.settlement', 'manual', '2026')")
    card, account = await added(hall, ann), await added(hall, ann, "bank_account")
    open_link = await begun(hall, ann, "wallet")
    assert (account["status"], account["usable"]) == (3, False)
    done = run("payout-method", str(account["id"]), "verify", db=hall.path)
    assert done.stdout == f"The bank account ******************3000 of person:{ann.id} is verified.\n"
    done = run("payout-method", str(card["id"]), "block", db=hall.path)
    assert done.stdout == f"The card 4111 11** **** 1111 of person:{ann.id} is blocked.\n"
    states = {
        it["id"]: it["status"] for name in ("cards", "ibans") for it in (await ann.call("list_payout_methods"))[name]
    }
    assert states == {card["id"]: 3, account["id"]: 1}
    told = [it["text"] for it in (await ann.call("list_notices"))["items"][:2]]
    assert "was blocked" in told[0]
    assert "was verified" in told[1]
    for number, act, why in (
        (account["id"], "verify", "state verified (1)"),
        (account["id"], "block", "a bank account"),
        (card["id"], "block", "state blocked (3)"),
        (card["id"], "verify", "a card"),
        (open_link["id"], "verify", "details were entered"),
        (999, "verify", "no payment method 999"),
    ):
        refused = run("payout-method", str(number), act, db=hall.path, check=False)
        assert (refused.returncode, why in refused.stderr) == (1, True), refused.stderr
