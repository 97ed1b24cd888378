"""The proof of payouts: whatever is changed behind the tools' back is found."""

from __future__ import annotations

import pytest

from store.types import Money
from store.wallet.payout_audit import payout_differences
from tests.hall import Hall
from tests.tools.payouts.payout_cast import made, method_of, step
from tests.tools.tasks.task_world import world_of
from tools.payouts.quoting import Quote
from tools.payouts.settlement import complete_in_part, decline, send

IN_ROUBLES = Quote(Money(10000, "EUR"), Money(794010, "RUB"), "79.401", "multiply")
_LOOSE = "DROP TRIGGER payouts_no_change; DROP TRIGGER payouts_no_way_back; DROP TRIGGER payout_steps_no_delete;"


@pytest.fixture
async def world(hall: Hall) -> Hall:
    """Payout 1 of a task is under way, 2 was converted and has arrived in part, 3 was declined."""
    world = await world_of(hall)
    task = await world.at(5)
    await hall.credit(world.ann.owner, "200.00 EUR")
    card = await method_of(hall, world.ann)
    whole = Quote(Money(8100, "EUR"), Money(8100, "EUR"), None, "none")
    await made(hall, card, whole, task_id=task, company_id=world.company.id)
    await step(hall, await made(hall, card, IN_ROUBLES), send)
    await step(hall, 2, complete_in_part, 100000, None)
    await step(hall, await made(hall, card), send)
    await step(hall, 3, decline, "Closed")
    return hall


def proof(hall: Hall) -> list[str]:
    with hall.reading() as tx:
        return payout_differences(tx)


async def test_what_the_tools_did_is_proved_and_what_anybody_changed_is_found(world: Hall) -> None:
    assert proof(world) == []
    for script, words in TAMPERED:
        with world.tampering(_LOOSE + script) as tx:
            found = payout_differences(tx)
        assert any(words in sentence for sentence in found), (script, found)
    assert proof(world) == []


TAMPERED = [
    ("UPDATE payouts SET base_amount = 8000, target_amount = 8000 WHERE id = 1", "payout 1 says -8000 EUR for purse"),
    ("UPDATE payouts SET base_amount = 8000, target_amount = 8000 WHERE id = 1", "payout clearing in EUR holds 8100"),
    (
        "UPDATE payouts SET returned_base_amount = 8700 WHERE id = 2",
        "payout 2 says 1300 EUR for currency_exchange, its transfers say 1260",
    ),
    ("UPDATE payouts SET paid_target_amount = 1 WHERE id = 2", "payout 2 says 1 RUB for outside"),
    (
        "UPDATE payouts SET status = 1, sent_at = '', next_attempt_at = NULL WHERE id = 1",
        "to which its history does not lead",
    ),
    ("DELETE FROM payout_steps WHERE payout_id = 2 AND status = 1", "payout 2 is in state 5, to which its history"),
    ("UPDATE payouts SET person_id = 1 WHERE id = 3", "payout 3 moved money of somebody else's"),
    ("UPDATE tasks SET has_payout = 0", "says has_payout 0"),
    ("UPDATE payouts SET task_id = 1 WHERE id = 2", "task 1 brought 8100, 9360 of it were paid out"),
]
