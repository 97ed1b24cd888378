"""What a freelancer has on balance: three for themselves, one for a company."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.payouts.payout_cast import method_of, settle_by
from tests.tools.tasks.task_world import world_of

GET = "get_freelancer_balance"


async def test_a_freelancer_sees_three_balances_and_a_company_the_one_in_its_currency(hall: Hall) -> None:
    world = await world_of(hall)
    await hall.credit(world.ann.owner, "7.00 USD")
    task, card = await world.at(5), await method_of(hall, world.ann)
    own = (await world.ann.call(GET))["balances"]
    assert [(each["currency"], each["amount"], each["available"], each["reserved"]) for each in own] == [
        ({"id": 1, "currency": "RUB"}, "0.00", "0.00", "0.00"),
        ({"id": 2, "currency": "USD"}, "7.00", "7.00", "0.00"),
        ({"id": 3, "currency": "EUR"}, "81.00", "81.00", "0.00"),
    ]
    assert [("balance_id" in each) for each in own] == [False, True, True]
    await settle_by(hall, "manual")
    await world.boss.call("create_task_payout", task_id=task, payout_endpoint_type=1, payout_endpoint_id=card)
    [uuid] = [uuid for (uuid,) in hall.sql("SELECT uuid FROM persons WHERE id = ?", world.ann.id)]
    for caller, whose in ((world.boss, {"freelancer_id": world.ann.id}), (world.acme, {"freelancer_uuid": uuid})):
        [seen] = (await caller.call(GET, **whose))["balances"]
        assert (seen["currency"]["id"], seen["amount"], seen["reserved"]) == (3, "0.00", "81.00")
        assert seen["balance_id"] == own[2]["balance_id"]


async def test_of_whom_is_not_in_the_team_nothing_is_seen(hall: Hall) -> None:
    world = await world_of(hall)
    for caller, whose, status in (
        (world.rival, {"freelancer_id": world.ann.id}, 404),
        (world.boss, {"freelancer_id": 999}, 404),
        (world.ann, {"freelancer_id": world.boss.id}, 404),
        (world.boss, {}, 422),
    ):
        with pytest.raises(Refused) as no:
            await caller.call(GET, **whose)
        assert no.value.status == status
