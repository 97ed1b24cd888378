"""Customers of ad labelling as they are read."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import AGENCY, BRAND, brand, own


async def test_the_customers_of_the_own_company_are_listed_newest_first(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    assert (await acme.call("list_ad_customers"))["items"] == []
    first = await brand(acme)
    second = await brand(acme, AGENCY, full_opf="OOO Vasilek")
    await brand(rival)
    listed = await acme.call("list_ad_customers")
    lines = [{name: it[name] for name in it if name != "legal_type"} for it in (second, first)]
    assert (listed["items"], listed["total"]) == (lines, 2)
    page = await acme.call("list_ad_customers", limit=1)
    rest = await acme.call("list_ad_customers", limit=1, cursor=page["next_cursor"])
    assert [it["title"] for it in (*page["items"], *rest["items"])] == ["OOO Vasilek", "OOO Romashka"]


async def test_a_customer_is_shown_whole_by_either_identifier(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await brand(acme)
    shown = (await acme.call("get_ad_customer", uuid=made["uuid"]))["customer"]
    assert (await acme.call("get_ad_customer", uuid=BRAND.upper()))["customer"] == shown
    assert shown == {
        **made,
        "full_opf": "OOO Romashka", "short_opf": "", "fio": "", "inn": "6174387653", "ogrn": "22222222", "ogrnip": "",
        "registration_number": "", "tax_id": "", "phone_number": "", "payment_number": "", "region_number": "",
        "is_opc": False, "is_pp": False, "individual_account_description": "legal entity", "platforms": [],
        "trusted_person": "", "violation_description": "",
    }  # fmt: skip


async def test_the_platform_is_shown_as_the_company_that_runs_it(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    contract = (await acme.call("get_ad_contract", uuid=(await own(acme))[1]))["contract"]
    platform = contract["external_organisation_performer_id"]
    shown = (await acme.call("get_ad_customer", uuid=platform))["customer"]
    assert (shown["title"], shown["is_primary"], shown["legal_type"]) == ("Hiring Hall", False, "LEGAL_TYPE_INVALID")
    await hall.operator(company="Hall of Turku")
    assert (await acme.call("get_ad_customer", uuid=platform))["customer"]["title"] == "Hall of Turku"


async def test_customers_of_others_are_not_found(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    made = await brand(acme)
    for code in (made["uuid"], BRAND, (await own(acme))[0]):
        with pytest.raises(Refused) as no:
            await rival.call("get_ad_customer", uuid=code)
        assert (no.value.status, no.value.next) == (404, ["list_ad_customers", "get_own_ad_details"])
