"""What each side of a staffing contract sees of it, field by field."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.staffing.agreed import sides, terms
from tests.tools.staffing.wanted import inquiry
from tools.staffing.contract_shapes import ContractShape

FIELDS = set(ContractShape.__annotations__)
UNSEEN = {
    "managing": set(),
    "client": {"vendor_price", "vendor_contact", "vendor_company_name"},
    "vendor": {"client_price", "client_contact", "client_purchase_order"},
}


async def whole(hall: Hall):
    """A contract in which every field has a value, terminated; and who is which side."""
    world = await sides(hall)
    seller = await hall.person("sid@acme.test", company="Acme", role="user")
    position = (await world.acme.call("create_inquiry", **inquiry()))["positions"][0]["id"]
    made = await world.record(seller_id=seller.id, position_id=position)
    await world.acme.call("terminate_staffing_contract", id=made["id"], reason="The project is over")
    world.id = made["id"]
    return world, {"managing": world.boss, "client": world.la, "vendor": world.law}


@pytest.mark.parametrize("side", UNSEEN)
async def test_a_side_sees_every_field_but_what_the_other_agreed(hall: Hall, side: str) -> None:
    world, people = await whole(hall)
    shown = await people[side].call("get_staffing_contract", id=world.id)
    assert FIELDS - set(shown["contract"]) == UNSEEN[side]
    assert ("margin" in shown) == (side == "managing")


async def test_fields_say_the_same_to_all_who_see_them_but_the_vendors_name_to_the_client(hall: Hall) -> None:
    world, people = await whole(hall)
    full, client, vendor = [
        (await people[side].call("get_staffing_contract", id=world.id))["contract"] for side in UNSEEN
    ]
    assert client == {name: value for name, value in full.items() if name not in UNSEEN["client"]}
    assert vendor == {name: value for name, value in full.items() if name not in UNSEEN["vendor"]}
    assert (full["vendor_company_name"], full["vendor_company_for_client"]) == ("Law", "Acme experts")


async def test_a_client_that_is_told_no_other_name_sees_the_vendors_own(hall: Hall) -> None:
    world = await sides(hall, vendor_company_for_client=None)
    client = (await world.la.call("get_staffing_contract", id=world.id))["contract"]
    assert client["vendor_company_for_client"] == "Law"
    assert "vendor_company_name" not in client
    assert "vendor_company_for_client" not in (await world.law.call("get_staffing_contract", id=world.id))["contract"]


async def test_lists_show_a_side_its_own_price_and_the_name_it_is_told(hall: Hall) -> None:
    world = await sides(hall)
    lines = [(await who.call("list_staffing_contracts"))["contracts"][0] for who in (world.boss, world.la, world.law)]
    prices = [(line.get("client_price"), line.get("vendor_price")) for line in lines]
    assert prices == [("120.50", "95.00"), ("120.50", None), (None, "95.00")]
    assert [line["vendor_company"]["name"] for line in lines] == ["Law", "Acme experts", "Law"]
    assert {line["client_company"]["name"] for line in lines} == {"La"}


async def test_the_client_does_not_find_the_vendor_by_the_name_it_is_not_told(hall: Hall) -> None:
    world = await sides(hall, notes=None)

    async def finds(who, text: str) -> bool:
        return bool((await who.call("list_staffing_contracts", query=text))["contracts"])

    assert [await finds(who, "law") for who in (world.boss, world.la, world.law)] == [True, False, True]
    assert [await finds(who, "experts") for who in (world.boss, world.la, world.law)] == [True, True, True]
    assert [await finds(who, "CL-5555") for who in (world.boss, world.la, world.law)] == [True, True, True]


async def test_answers_of_changes_are_the_managing_companys_alone(hall: Hall) -> None:
    world = await sides(hall)
    for who, side in ((world.la, "client"), (world.law, "vendor")):
        for tool, given in (("update_staffing_contract", {"notes": "Mine"}), ("terminate_staffing_contract", {})):
            with pytest.raises(Refused) as no:
                await who.call(tool, id=world.id, **given)
            assert no.value.status == 403
            assert side in no.value.text
            assert "get_staffing_contract" in no.value.next
    contract = (await world.boss.call("get_staffing_contract", id=world.id))["contract"]
    assert (contract["notes"], contract["status"]) == ("Agreed by mail", "ongoing")


async def test_a_public_id_that_two_companies_gave_is_asked_about_with_the_numbers(hall: Hall) -> None:
    world = await sides(hall)
    other = await hall.agent("Other")
    theirs = await other.call(
        "create_staffing_contract", client_company_id=world.la.company, client_company_name="La", **terms(notes="x")
    )
    assert theirs["the_contract_id"] == world.public_id
    with pytest.raises(Refused) as no:
        await world.la.call("get_staffing_contract", the_contract_id=world.public_id)
    assert set(no.value.fields) == {"the_contract_id"}
    assert f"{world.id}, {theirs['id']}" in no.value.text
    assert (await world.la.call("get_staffing_contract", id=theirs["id"]))["contract"]["notes"] == "x"
    mine = await world.boss.call("get_staffing_contract", the_contract_id=world.public_id)
    assert mine["contract"]["id"] == world.id


async def test_a_company_that_is_no_side_any_more_sees_nothing_of_it(hall: Hall) -> None:
    world = await sides(hall)
    await world.boss.call("update_staffing_contract", id=world.id, client_company_name="Lo", vendor_company_name="Low")
    for who in (world.la, world.law):
        assert (await who.call("list_staffing_contracts"))["contracts"] == []
        with pytest.raises(Refused) as no:
            await who.call("get_staffing_contract", id=world.id)
        assert no.value.status == 404
