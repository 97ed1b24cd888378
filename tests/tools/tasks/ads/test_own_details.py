"""The company's own record for ad labelling and its contract with the platform."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.tasks.ads.ad_world import BRAND, brand, deal


async def test_every_company_has_a_record_and_one_primary_contract_from_the_start(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    founder = await hall.person("ann@work.test")
    founded = (await founder.call("found_company", company_name="Ann Oy"))["company"]["id"]
    shown = await acme.call("get_own_ad_details")
    assert shown["customer"] == {
        "uuid": shown["customer"]["uuid"],
        "title": "Acme",
        "type": "organisation",
        "legal_type": "LEGAL_TYPE_INVALID",
        "inn": "",
    }
    assert "set_billing_details" in shown["warnings"][0]
    [contract] = shown["contracts"]
    assert contract == {"uuid": contract["uuid"], "title": f"HH-{acme.company} (2026-03-02)", "is_primary": True}
    assert (await acme.call("get_own_ad_details"))["contracts"] == [contract]
    assert (await rival.call("get_own_ad_details"))["contracts"][0]["uuid"] != contract["uuid"]
    assert len((await founder.call("get_own_ad_details", company_id=founded))["contracts"]) == 1


async def test_the_record_shows_what_the_company_set_for_its_bills(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme", credit="10.00 USDT")
    await boss.call("set_billing_details", owner="company", name="OOO Acme", country="RU", business_id="7733228841")
    shown = await boss.call("get_own_ad_details")
    assert (shown["customer"]["title"], shown["customer"]["inn"]) == ("OOO Acme", "7733228841")
    assert (shown["customer"]["legal_type"], "warnings" in shown) == ("LEGAL_TYPE_LEGAL", False)
    await boss.call(
        "set_billing_details", owner="company", country="LV", business_id="40003032949", vat_id="LV40003032949",
        address="Brivibas iela 1", city="Riga", postal_code="LV-1010",
    )  # fmt: skip
    whole = (await boss.call("get_ad_customer", uuid=shown["customer"]["uuid"]))["customer"]
    assert (whole["legal_type"], whole["region_number"], whole["inn"]) == ("LEGAL_TYPE_FOREIGN_LEGAL", "428", "")
    assert (whole["registration_number"], whole["tax_id"]) == ("40003032949", "LV40003032949")
    assert whole["legal_address"] == {"address": "Brivibas iela 1", "locality": "Riga", "postcode": "LV-1010"}


async def test_contracts_with_others_follow_the_primary_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await brand(acme)
    made = await deal(acme)
    agency = await brand(acme, "8ac2bc19-5933-4a3a-94b3-b4a26374de3a", full_opf="OOO Vasilek")
    await deal(acme, external_contract_id=None, external_organisation_performer_id=agency["uuid"])
    shown = await acme.call("get_own_ad_details")
    assert [it["is_primary"] for it in shown["contracts"]] == [True, False]
    assert shown["contracts"][1] == {"uuid": made["uuid"], "title": "100623 (2020-10-15)", "is_primary": False}
    assert BRAND not in str(shown)
