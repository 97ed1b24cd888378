"""Contracts of ad labelling as they are read."""

from __future__ import annotations

import pytest

from store.tasks import ad_contracts, ad_customers
from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import DEAL, brand, deal, own


async def test_the_contracts_of_the_own_company_are_listed_newest_first(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    await brand(acme)
    made = await deal(acme)
    listed = await acme.call("list_ad_contracts")
    assert (listed["items"][0], listed["total"]) == (made, 2)
    assert [it["is_primary"] for it in listed["items"]] == [False, True]
    assert listed["items"][1]["uuid"] == (await own(acme))[1]
    assert [it["is_primary"] for it in (await rival.call("list_ad_contracts"))["items"]] == [True]


async def test_the_contract_with_the_platform_is_read_like_any_other(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    own_uuid, primary = await own(acme)
    shown = (await acme.call("get_ad_contract", uuid=primary))["contract"]
    assert (shown["is_primary"], shown["external_organisation_customer_id"]) == (True, own_uuid)
    assert (shown["contract_type"], shown["contract_date"]) == ("CONTRACT_TYPE_SERVICE", "2026-03-02")
    assert "created_by" not in shown


async def test_contracts_of_others_are_not_found(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    await brand(acme)
    made = await deal(acme)
    for code in (made["uuid"], DEAL, (await own(acme))[1]):
        with pytest.raises(Refused) as no:
            await rival.call("get_ad_contract", uuid=code)
        assert (no.value.status, no.value.next) == (404, ["list_ad_contracts"])


@pytest.mark.sqlite
async def test_one_of_many_is_found_by_an_index(hall: Hall) -> None:
    params = {"company_id": 1, "code": DEAL, "operator_id": 1}
    for sql in (ad_customers.BY_CODE, ad_contracts.BY_CODE, ad_customers.ADDED, ad_contracts.LISTED):
        plan = await hall.app.database.read(lambda tx, sql=sql: tx.all(f"EXPLAIN QUERY PLAN {sql}", **params))
        scans = [step["detail"] for step in plan if step["detail"].startswith("SCAN")]
        assert scans == [], sql
