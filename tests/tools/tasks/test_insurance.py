"""Insuring tasks: what it costs, and the freelancer who has to agree."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.tasks.task_world import COURIER, LOGO, courier, world_of


async def test_what_cannot_be_insured_is_not(hall):
    world = await world_of(hall)
    info = await world.acme.call("get_insurance_info", worker_id=world.ann.id, category_id=LOGO)
    assert info["can_be_insured"] is False
    info = await world.acme.call("get_insurance_info", worker_id=world.ann.id, category_id=COURIER)
    assert info == {
        "can_be_insured": True,
        "acceptance_required": True,
        "cost": {"amount": "30.00", "currency": "RUB"},
        "insure_by_default": False,
        "cost_in_company_currency": {"amount": "0.38", "currency": "EUR"},
    }
    stranger = await hall.person("stranger@work.test")
    with pytest.raises(Refused) as no:
        await world.acme.call("get_insurance_info", worker_id=stranger.id, category_id=9999)
    assert set(no.value.fields) == {"worker_id", "category_id"}


async def test_insurance_counts_once_the_freelancer_agrees_and_later_without_asking(hall):
    world = await world_of(hall)
    task = await world.order(**courier(hall, need_insurance=True))
    assert task["insurance"] == {"status": 2, "cost": "0.38", "cost_rub": "30.00"}
    assert task["total_to_pay"] == "109.00"
    with pytest.raises(Refused) as no:
        await world.ann.call("start_task", task_id=task["id"])
    assert list(no.value.fields) == ["accept_insurance"]
    await world.ann.call("start_task", task_id=task["id"], accept_insurance=True)
    shown = (await world.acme.call("get_task", task_id=task["id"]))["task"]
    assert (shown["insurance"]["status"], shown["total_to_pay"]) == (1, "109.38")
    second = await world.order(**courier(hall, need_insurance=True))
    assert (second["insurance"]["status"], second["total_to_pay"]) == (1, "109.38")


async def test_a_freelancer_who_says_no_works_without_insurance(hall):
    world = await world_of(hall)
    task = await world.order(**courier(hall, need_insurance=True))
    await world.ann.call("start_task", task_id=task["id"], accept_insurance=False)
    shown = (await world.acme.call("get_task", task_id=task["id"]))["task"]
    assert shown["insurance"] == {"status": 0}
    assert shown["total_to_pay"] == "109.00"
    assert (await world.acme.call("get_insurance_info", worker_id=world.ann.id, category_id=COURIER))[
        "acceptance_required"
    ]


async def test_tasks_are_insured_by_default_where_the_operator_says_so(hall):
    world = await world_of(hall)
    await world.write(lambda tx: tx.run("UPDATE insurance_terms SET insure_by_default = 1"))
    assert (await world.order(**courier(hall)))["insurance"]["status"] == 2
    assert (await world.order(**courier(hall, need_insurance=False)))["insurance"]["status"] == 0
    assert (await world.order())["insurance"]["status"] == 0
