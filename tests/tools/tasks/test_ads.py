"""Advertising tasks: the contracts behind them, what is left for the ads, and what they ask of the freelancer."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import World, world_of

ADVERTISING = 20
ONE, TWO, EXTERNAL = (f"{digit * 8}-1111-4111-8111-111111111111" for digit in "abc")


async def ad_world(hall) -> World:
    """A company with two ad contracts, and a rival without."""
    world = await world_of(hall)

    def store(tx) -> None:
        for uuid, external in ((ONE, None), (TWO, EXTERNAL)):
            tx.insert("ad_contracts", company_id=world.company.id, uuid=uuid, external_contract_id=external)

    await world.write(store)
    return world


def ads(*contracts: tuple[str, int | None]) -> dict:
    end_contracts = [{"uuid": uuid} | ({"sum": amount} if amount else {}) for uuid, amount in contracts]
    return {
        "category_id": ADVERTISING,
        "attributes": [{"id": 4, "value": "https://a.test"}],
        "price": "1000.00",
        "adv_data": {"end_contracts": end_contracts},
    }


@pytest.mark.parametrize(
    ("contracts", "left"),
    [([(ONE, 100), (TWO, 200)], "700.00"), ([(ONE, None)], "0.00"), ([(EXTERNAL, 1000)], "0.00")],
)
async def test_what_the_contracts_leave_goes_into_making_the_ads(hall, contracts, left: str):
    world = await ad_world(hall)
    task = await world.order(**ads(*contracts))
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert shown["adv_data"]["ad_production_amount"] == left
    assert [one["uuid"] for one in shown["adv_data"]["end_contracts"]] == [
        TWO if uuid == EXTERNAL else uuid for uuid, _ in contracts
    ]
    assert "adv_data" not in (await world.ann.call("get_task", task_id=task["id"]))["task"]


@pytest.mark.parametrize(
    ("contracts", "fault"),
    [
        ([(ONE, 600), (TWO, 401)], "more than the price"),
        ([(ONE, 100), (TWO, None)], "each needs a sum"),
        ([("dddddddd-1111-4111-8111-111111111111", 1)], "unknown contracts"),
        ([(ONE, 1), (ONE, 2)], "twice"),
    ],
)
async def test_contracts_that_do_not_fit_are_refused_and_nothing_is_created(hall, contracts, fault: str):
    world = await ad_world(hall)
    with pytest.raises(Refused) as no:
        await world.order(**ads(*contracts))
    assert fault in no.value.fields["adv_data"]
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


async def test_a_new_price_stays_above_the_contracts(hall):
    world = await ad_world(hall)
    task = await world.order(**ads((ONE, 100), (TWO, 200)))
    with pytest.raises(Refused) as no:
        await world.boss.call("request_task_changes", task_id=task["id"], price="299.99")
    assert list(no.value.fields) == ["price"]
    await world.boss.call("request_task_changes", task_id=task["id"], price="350.00")
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert shown["adv_data"]["ad_production_amount"] == "50.00"


async def test_an_advertising_task_asks_for_the_freelancers_number(hall):
    world = await ad_world(hall)
    await world.write(lambda tx: tx.change("persons", world.ann.id, country="RU"))
    task = await world.order(**ads((ONE, 100)))
    answer = await world.ann.call("check_task_requirements", task_id=task["id"], freelancer_id=world.ann.id)
    [issue] = answer["issues"]
    assert (issue["name"], issue["data"]) == ("advertising_details_required", {"missing": ["tax_number"]})
    with pytest.raises(Refused):
        await world.ann.call("start_task", task_id=task["id"])
    await world.ann.call(issue["settle_with"], freelancer_id=world.ann.id, type="INN", tax_number="500100732259")
    assert (await world.ann.call("start_task", task_id=task["id"]))["task"]["state"] == 2
