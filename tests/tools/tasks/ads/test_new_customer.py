"""Adding customers for ad labelling."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import AGENCY, BRAND, brand, own

FOREIGN = {"full_opf": "SIA Baltika", "registration_number": "40003032949", "tax_id": "LV40003032949"}


async def test_a_customer_is_added_with_its_legal_type_worked_out(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10.00 USDT")
    made = await brand(acme, id=BRAND.upper())
    assert made == {
        "uuid": made["uuid"],
        "external_organisation_id": BRAND,
        "title": "OOO Romashka",
        "type": "organisation",
        "is_primary": True,
        "legal_type": "LEGAL_TYPE_LEGAL",
    }
    assert made["uuid"] != BRAND
    assert hall.purse(acme.owner, "USDT")[0] == "9.980000"
    person = await brand(acme, AGENCY, full_opf=None, fio="Ivan Petrov", inn="500100732259", ogrnip="304500116000157")
    assert (person["title"], person["legal_type"]) == ("Ivan Petrov", "LEGAL_TYPE_ENTREPRENEUR")


async def test_the_same_customer_again_is_answered_and_not_charged(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10.00 USDT")
    made = await brand(acme)
    before = hall.purse(acme.owner, "USDT")
    again = await acme.call("add_ad_customer", external_organisation_id=BRAND, full_opf=" OOO  Romashka",
                            inn="6174387653", ogrn="22222222", legal_type="LEGAL_TYPE_LEGAL")  # fmt: skip
    assert again["customer"] == made
    assert "before" in again["warnings"][0]
    assert hall.purse(acme.owner, "USDT") == before
    assert hall.sql("SELECT count(*) FROM ad_customers WHERE kind = 'added'") == [(1,)]


async def test_an_identifier_names_one_customer_of_a_company_only(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await brand(acme)
    with pytest.raises(Refused) as no:
        await brand(acme, ogrn="33333333")
    assert (no.value.status, no.value.details["different"]) == (409, ["ogrn"])
    assert no.value.next == ["get_ad_customer"]
    for taken in (made["uuid"], (await own(acme))[0]):
        with pytest.raises(Refused) as no:
            await brand(acme, taken)
        assert no.value.status == 409
    other = await hall.agent("Other")
    assert (await brand(other, ogrn="33333333"))["uuid"] != made["uuid"]


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({}, ["fio", "full_opf"]),
        ({"inn": "7733228841"}, ["fio", "full_opf"]),
        ({"full_opf": "OOO Romashka", "region_number": "643"}, ["inn"]),
        ({"full_opf": "SIA Baltika"}, ["region_number", "registration_number", "tax_id"]),
        ({"fio": "Janis Berzins", "region_number": "428"}, ["payment_number", "phone_number"]),
        ({"fio": "Janis Berzins", "registration_number": "4"}, ["region_number"]),
        ({"full_opf": "OOO Romashka", "legal_type": "LEGAL_TYPE_INDIVIDUAL"}, ["fio", "inn"]),
        ({**FOREIGN, "region_number": "1049"}, ["region_number"]),
        ({**FOREIGN, "region_number": "LV"}, ["region_number"]),
        ({"full_opf": "OOO Romashka", "inn": "77AB"}, ["inn"]),
        ({**FOREIGN, "region_number": "428", "phone_number": "+371 67 000 000 Janis"}, ["phone_number"]),
        ({**FOREIGN, "region_number": "428", "phone_number": "+371 26000000/1"}, ["phone_number"]),
    ],
)
async def test_everything_missing_or_unknown_is_named_at_once(hall: Hall, given, faulty: list[str]) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("add_ad_customer", external_organisation_id=BRAND, **given)
    assert (no.value.status, sorted(no.value.fields)) == (422, faulty)
    assert hall.sql("SELECT count(*) FROM ad_customers WHERE kind = 'added'") == [(0,)]


async def test_countries_go_by_their_oksm_number(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    latvian = await acme.call("add_ad_customer", external_organisation_id=BRAND, **FOREIGN, region_number="428")
    assert latvian["customer"]["legal_type"] == "LEGAL_TYPE_FOREIGN_LEGAL"
    # Written without its leading zero, as the manual of another system has it, and with an inn of eight digits.
    printed = await acme.call("add_ad_customer", external_organisation_id=AGENCY, full_opf="Name", inn="11111111",
                              ogrn="123132", region_number="12")  # fmt: skip
    assert printed["customer"]["legal_type"] == "LEGAL_TYPE_LEGAL"
    assert "8 digits" in printed["warnings"][0]
    shown = (await acme.call("get_ad_customer", uuid=AGENCY))["customer"]
    assert (shown["inn"], shown["region_number"]) == ("11111111", "012")


async def test_who_acts_for_no_company_adds_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await brand(ann)
    assert no.value.status == 403
    boss = await hall.person("boss@acme.test", company="Acme", credit="10.00 USDT")
    rival = await hall.agent("Rival")
    with pytest.raises(Refused) as no:
        await brand(boss, company_id=rival.company)
    assert no.value.status == 403
