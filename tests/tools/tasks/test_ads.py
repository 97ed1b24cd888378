"""Advertising tasks: the contracts behind them, what is left for the ads, and that none is paid without its label."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import BRAND, DEAL, ad_task, brand, deal, own
from tests.tools.tasks.task_world import World, world_of

NOBODY = "dddddddd-1111-4111-8111-111111111111"


async def ad_world(hall: Hall) -> tuple[World, str, str]:
    """A company, the uuids of its contracts with the platform and with a brand (DEAL), and a freelancer a label can name."""
    world = await world_of(hall)
    await world.write(lambda tx: tx.change("persons", world.ann.id, phone="+4930123456"))
    await brand(world.acme)
    return world, (await own(world.acme))[1], (await deal(world.acme))["uuid"]


async def test_what_the_contracts_leave_goes_into_making_the_ads(hall):
    world, primary, other = await ad_world(hall)
    for contracts, left in (
        ([(primary, 100), (other, 200)], "700.00"),
        ([(primary, None)], "0.00"),
        ([(DEAL, 1000)], "0.00"),
    ):
        task = await ad_task(world, *contracts)
        shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
        assert shown["adv_data"]["ad_production_amount"] == left
        assert [one["uuid"] for one in shown["adv_data"]["end_contracts"]] == [
            other if uuid == DEAL else uuid for uuid, _ in contracts
        ]
        assert "adv_data" not in (await world.ann.call("get_task", task_id=task["id"]))["task"]


@pytest.mark.parametrize(
    ("price", "sums", "result"),
    [
        ("4200", [4000, 200], "0.00"),
        ("1000", [100, 200, 250], "450.00"),
        ("500", [100, 200, 250], None),
        ("700", [None], "0.00"),
        ("700", [300, None], None),
    ],
)
async def test_sums_of_contracts_against_the_price(hall, price: str, sums: list[int | None], result: str | None):
    world, primary, other = await ad_world(hall)
    third = (await deal(world.acme, external_contract_id=None))["uuid"]
    contracts = list(zip((primary, other, third), sums, strict=False))
    if result is None:
        with pytest.raises(Refused) as no:
            await ad_task(world, *contracts, price=price)
        assert (no.value.status, list(no.value.fields)) == (422, ["adv_data"])
        assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]
        return
    task = await ad_task(world, *contracts, price=price)
    assert (await world.acme.call("get_task_ad_contracts", task_id=task["id"]))["ad_production_amount"] == result


async def test_contracts_that_do_not_fit_are_refused_and_nothing_is_created(hall):
    world, primary, other = await ad_world(hall)
    rivals = (await own(world.rival))[1]
    for contracts, fault in (
        ([(primary, 600), (other, 401)], "more than the price"),
        ([(primary, 100), (other, None)], "each needs a sum"),
        ([(NOBODY, 1)], "unknown contracts"),
        ([(rivals, 1)], "unknown contracts"),
        ([(other, 1), (DEAL, 2)], "twice"),
    ):
        with pytest.raises(Refused) as no:
            await ad_task(world, *contracts)
        assert fault in no.value.fields["adv_data"]
        assert no.value.next[:2] == ["get_own_ad_details", "list_ad_contracts"]
    with pytest.raises(Refused) as no:
        await ad_task(world, (primary, None), ads_outside_russia=True)
    assert list(no.value.fields) == ["ads_outside_russia"]
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


async def test_a_new_price_stays_above_the_contracts(hall):
    world, primary, other = await ad_world(hall)
    task = await ad_task(world, (primary, 100), (other, 200))
    with pytest.raises(Refused) as no:
        await world.boss.call("request_task_changes", task_id=task["id"], price="299.99")
    assert list(no.value.fields) == ["price"]
    await world.boss.call("request_task_changes", task_id=task["id"], price="350.00")
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert shown["adv_data"]["ad_production_amount"] == "50.00"


async def test_an_advertising_task_asks_for_the_freelancers_number(hall):
    world, primary, _ = await ad_world(hall)
    await world.write(lambda tx: tx.change("persons", world.ann.id, country="RU"))
    task = await ad_task(world, (primary, 100))
    answer = await world.ann.call("check_task_requirements", task_id=task["id"], freelancer_id=world.ann.id)
    [issue] = answer["issues"]
    assert (issue["name"], issue["data"]) == ("advertising_details_required", {"missing": ["tax_number"]})
    with pytest.raises(Refused):
        await world.ann.call("start_task", task_id=task["id"])
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_new_task", task_id=task["id"])
    assert no.value.next == ["add_freelancer_tax_document"]
    await world.ann.call(issue["settle_with"], freelancer_id=world.ann.id, type="INN", tax_number="500100732259")
    assert (await world.ann.call("start_task", task_id=task["id"]))["task"]["state"] == 2


async def test_a_labelled_task_is_paid(hall):
    world, primary, _ = await ad_world(hall)
    task = await ad_task(world, (primary, None))
    assert (await world.boss.call("pay_new_task", task_id=task["id"]))["task"]["state"] == 5


@pytest.mark.parametrize(("state", "tool"), [(1, "pay_new_task"), (4, "pay_task")])
async def test_an_advertising_task_without_contracts_is_not_paid_until_they_are_named(hall, state: int, tool: str):
    world, primary, other = await ad_world(hall)
    ads = {"category_id": 20, "attributes": [{"id": 4, "value": "https://a.test"}], "price": "1000.00"}
    task_id = await world.at(state, **ads)
    before = world.balance()
    with pytest.raises(Refused) as no:
        await world.boss.call(tool, task_id=task_id)
    assert (no.value.status, no.value.code) == (409, "ad_label_required")
    assert {"get_own_ad_details", "list_ad_contracts"} <= set(no.value.next)
    named = {"end_contracts": [{"uuid": primary, "sum": 700}, {"uuid": BRAND, "sum": 200}]}
    with pytest.raises(Refused) as no:
        await world.boss.call(tool, task_id=task_id, adv_data=named)
    assert list(no.value.fields) == ["adv_data"]
    with pytest.raises(Refused) as no:
        await world.boss.call(tool, task_id=task_id, adv_data=named, ads_outside_russia=True)
    assert list(no.value.fields) == ["ads_outside_russia"]
    assert (await world.state(task_id), world.balance()) == (state, before)
    named["end_contracts"][1]["uuid"] = other
    assert (await world.boss.call(tool, task_id=task_id, adv_data=named))["task"]["state"] == 5
    chain = await world.boss.call("get_task_ad_contracts", task_id=task_id)
    assert [it["contract_sum"] for it in chain["end_contracts"]] == [700, 200]
    assert chain["ad_production_amount"] == "100.00"


async def test_contracts_are_not_named_twice(hall):
    world, primary, other = await ad_world(hall)
    task = await ad_task(world, (primary, None))
    with pytest.raises(Refused) as no:
        await world.boss.call("pay_new_task", task_id=task["id"], adv_data={"end_contracts": [{"uuid": other}]})
    assert (no.value.status, no.value.next) == (409, ["get_task_ad_contracts"])


async def test_ads_that_are_not_shown_in_russia_need_no_label(hall):
    world, _, _ = await ad_world(hall)
    said_late = await ad_task(world, price="100.00")
    said_first = await ad_task(world, price="100.00", ads_outside_russia=True)
    paid = await world.boss.call("pay_new_task", task_id=said_late["id"], ads_outside_russia=True)
    assert paid["task"]["state"] == 5
    assert (await world.boss.call("pay_new_task", task_id=said_first["id"]))["task"]["state"] == 5
    for task in (said_late, said_first):
        shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
        assert (shown["ads_outside_russia"], "adv_data" in shown) == (True, False)


async def test_whoever_says_yes_to_a_payment_reads_that_nothing_is_labelled(hall):
    world, _, _ = await ad_world(hall)
    task = await ad_task(world)
    dry = {"task_id": task["id"], "dry_run": True}
    asked = (await world.boss.call("pay_new_task", **dry, ads_outside_russia=True))["would_ask"]
    assert "not shown in Russia" in asked


async def test_whoever_orders_ads_without_contracts_is_told_what_payment_will_want(hall):
    world, primary, _ = await ad_world(hall)
    ads = {**world.request(), "category_id": 20, "attributes": [{"id": 4, "value": "https://a.test"}]}
    warned = await world.boss.call("create_task", **ads)
    assert "ads_outside_russia" in warned["warnings"][0]
    for named in ({"ads_outside_russia": True}, {"adv_data": {"end_contracts": [{"uuid": primary}]}}):
        assert "warnings" not in await world.boss.call("create_task", **ads, **named)
