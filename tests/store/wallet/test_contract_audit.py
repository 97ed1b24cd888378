"""The proof of contract money: whatever is changed behind the tools' back is found."""

from __future__ import annotations

import pytest

from store.wallet.contract_audit import contract_differences
from tests.hall import Hall
from tests.tools.contracts.finance.money_world import MoneyWorld, money_world


@pytest.fixture
async def world(hall: Hall) -> MoneyWorld:
    """A deposit of 100.00 of which 60.00 paid a charge and 10.00 went back, a reported payment, and an approved charge."""
    world = await money_world(hall)
    deposit = await world.put_aside("100.00")
    await world.pay(await world.owed())
    await world.olga.call(
        "update_participant_deposit", participant_id=world.walt_place, event_id=deposit, amount="90.00"
    )
    await world.pay(await world.owed(120), method="external")
    await world.owed(15)
    return world


def proof(world: MoneyWorld) -> list[str]:
    with world.hall.reading() as tx:
        return contract_differences(tx)


async def test_what_the_tools_did_is_proved(world: MoneyWorld) -> None:
    assert proof(world) == []
    assert world.hall.sql("SELECT count(*) FROM ledger_holds WHERE rest_of IS NOT NULL")[0][0] == 2


# The deposit is event 1, the paid charge 2, the reported payment 4, the approved charge 5.
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("UPDATE contract_deposits SET amount = amount + 100 WHERE event_id = 1", "are held, its open holds say 3000"),
        ("UPDATE contract_deposits SET amount = amount + 100 WHERE event_id = 1", "its event says 9000"),
        ("UPDATE contract_deposits SET released = 5900 WHERE event_id = 1", "went out, its transfers say 6000"),
        ("UPDATE contract_deposits SET payee_id = 1 WHERE event_id = 1", "not between its payer"),
        ("UPDATE contract_deposits SET payer_id = 99 WHERE event_id = 1", "for no deposit of its purse's owner"),
        ("UPDATE contract_deposits SET used = used - 1 WHERE event_id = 4", "the charges take"),
        ("UPDATE events SET amount = 6100 WHERE id = 2", "charge 2 of 6100"),
        ("UPDATE events SET status_id = 777, payment_status_id = 300 WHERE id = 5", "charge 5 of 1000 in state 777"),
        ("UPDATE events SET payment_status_id = 100 WHERE id = 3", "charge 3 of 8000 in state 200"),
        (
            "INSERT INTO contract_deposit_uses (deposit_id, charge_id, amount) VALUES (1, 5, 1000)",
            "charge 5 of 1000 in state 200",
        ),
        ("UPDATE events SET status_id = 777, amount = 9999 WHERE id = 5", "participant 1 was paid"),
        ("DROP TRIGGER ledger_holds_no_update; UPDATE ledger_holds SET rest_of = NULL", "or the rest of nothing"),
        (
            "DROP TRIGGER ledger_holds_no_update; UPDATE ledger_holds SET amount = 5000 WHERE id = 1",
            "and its rests are",
        ),
    ],
)
async def test_what_was_done_behind_their_back_is_found(world: MoneyWorld, script: str, words: str) -> None:
    world.hall.sql_script(script)
    found = proof(world)
    assert any(words in sentence for sentence in found), found
