"""The chain of contracts behind an advertising task."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import AGENCY, BRAND, DEAL, ad_task, brand, deal, own
from tests.tools.tasks.task_world import world_of

OTHER_DEAL = "54963b34-7840-43a3-a668-5f6d95ff30bc"


async def test_the_chain_shows_parties_sums_and_the_freelancers_agreement(hall: Hall) -> None:
    world = await world_of(hall)
    acme = world.acme
    await brand(acme)
    await brand(acme, AGENCY, full_opf="OOO Vasilek")
    await deal(acme, external_organisation_performer_id=AGENCY)
    await deal(acme, external_contract_id=OTHER_DEAL, external_organisation_customer_id=AGENCY, contract_number=None)
    await world.write(lambda tx: tx.change("persons", world.ann.id, country="RU"))
    await acme.call("add_freelancer_tax_document", freelancer_id=world.ann.id, type="INN", tax_number="500100732259")
    task = await ad_task(world, (DEAL, 400), (OTHER_DEAL, 200))
    shown = await world.boss.call("get_task_ad_contracts", task_id=task["id"])
    assert await acme.call("get_task_ad_contracts", uuid=task["uuid"]) == shown
    first, second = shown["end_contracts"]
    assert (shown["end_contract"], shown["ad_production_amount"]) == (first, "400.00")
    assert [(it["title"], it["contract_sum"]) for it in (first, second)] == [
        ("100623 (2020-10-15)", 400), ("2020-10-15", 200),
    ]  # fmt: skip
    assert [(it["customer"]["title"], it["performer"]["title"]) for it in (first, second)] == [
        ("OOO Romashka", "OOO Vasilek"), ("OOO Vasilek", "Acme"),
    ]  # fmt: skip
    assert first["customer"] == (await acme.call("get_ad_customer", uuid=BRAND))["customer"]
    own_contract = shown["customer_contract"]
    assert (own_contract["uuid"], own_contract["is_primary"]) == ((await own(acme))[1], True)
    assert (own_contract["customer"]["title"], own_contract["performer"]["title"]) == ("Acme", "Hiring Hall")
    signed = hall.sql("SELECT id FROM agreement_signatures WHERE person_id = ?", world.ann.id)[0][0]
    assert shown["worker_agreement"] == {
        "customer_name": "Hiring Hall",
        "performer_name": shown["worker_agreement"]["performer_name"],
        "performer_country": "RU",
        "performer_tax_value": "500100732259",
        "contract_number": str(signed),
        "contract_date": "2026-03-02",
        "sum": "1000.00",
        "currency": {"id": 3, "currency": "EUR"},
    }


async def test_the_end_advertiser_names_the_primary_contract(hall: Hall) -> None:
    world = await world_of(hall)
    task = await ad_task(world, ((await own(world.acme))[1], None))
    shown = await world.acme.call("get_task_ad_contracts", task_id=task["id"])
    assert shown["end_contract"] == shown["customer_contract"]
    assert ("contract_sum" in shown["end_contract"], shown["ad_production_amount"]) == (False, "0.00")


async def test_only_the_company_that_ordered_sees_the_chain(hall: Hall) -> None:
    world = await world_of(hall)
    task = await ad_task(world, ((await own(world.acme))[1], None))
    plain = await world.order()
    # The freelancer has a company, too.
    await world.ann.call("found_company", company_name="Ann Oy")
    for caller, task_id, words in (
        (world.acme, plain["id"], "no ad contract behind the task"),
        (world.acme, 999_999, "no task"),
        (world.rival, task["id"], "no task"),
        (world.ann, task["id"], "no task"),
    ):
        with pytest.raises(Refused) as no:
            await caller.call("get_task_ad_contracts", task_id=task_id)
        assert no.value.status == 404
        assert words in no.value.text
    with pytest.raises(Refused) as no:
        await world.acme.call("get_task_ad_contracts")
    assert sorted(no.value.fields) == ["task_id", "uuid"]
