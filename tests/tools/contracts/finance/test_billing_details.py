"""What stands on invoices about their parties: who sets it, and that it holds for later bills only."""

from __future__ import annotations

import json

import pytest

from tests.hall import Refused
from tests.tools.contracts.finance.bill_world import make_bill

FIRM = {
    "name": "Walt Software Oy", "address": "Kotikatu 3\nA 12", "postal_code": "33100", "city": "Tampere", "country": "fi",
    "vat_id": "FI 2077 4740", "business_id": "2077474-0", "email": "billing@walt.test", "vat_percent": "25.5",
}  # fmt: skip


async def _set(caller, **details):
    return (await caller.call("set_billing_details", **details))["details"]


def _snapshot(world):
    return json.loads(world.hall.sql("SELECT snapshot FROM contract_bill_documents ORDER BY id DESC LIMIT 1")[0][0])


async def test_what_is_set_stands_on_later_invoices_and_not_on_those_issued(world):
    await world.owed()
    await make_bill(world)
    before = _snapshot(world)
    assert (before["seller"]["name"], before["seller"]["vat_id"], before["lines"][0]["vat_percent"]) == (
        "Walt",
        None,
        "0",
    )
    details = await _set(world.walt, **FIRM)
    assert (details["country"], details["vat_id"], details["vat_percent"]) == ("FI", "FI20774740", "25.5")
    assert json.loads(world.hall.sql("SELECT snapshot FROM contract_bill_documents")[0][0]) == before
    await world.owed()
    bill = await make_bill(world)
    after = _snapshot(world)
    assert after["seller"] == {
        "name": "Walt Software Oy", "address_lines": ["Kotikatu 3", "A 12"], "postal_code": "33100", "city": "Tampere",
        "country": "FI", "vat_id": "FI20774740", "business_id": "2077474-0", "email": "billing@walt.test",
        "id": f"person {world.walt.id}",
    }  # fmt: skip
    # 60.00 contain 25.5 % of VAT.
    assert bill["documents"][0]["vat"] == "12.19"
    assert world.hall.sql("SELECT net, vat, amount FROM contract_bill_documents ORDER BY id DESC")[0] == (
        4781,
        1219,
        6000,
    )
    await world.books_balance()


async def test_a_line_may_say_another_rate_where_the_seller_has_a_number(world):
    await world.owed()
    line = {"participant_id": world.walt_place, "all_unpaid": True, "vat": "10"}
    with pytest.raises(Refused) as no:
        await make_bill(world, line)
    assert (no.value.code, "has no VAT number" in no.value.text) == ("faulty_invoice", True)
    assert world.hall.sql("SELECT count(*) FROM contract_bills") == [(0,)]
    await _set(world.walt, **FIRM)
    assert (await make_bill(world, line))["documents"][0]["vat"] == "5.46"


async def test_only_what_is_passed_changes_and_nothing_shows_what_stands_there(world):
    await _set(world.walt, **FIRM)
    details = await _set(world.walt, city="Turku")
    assert (details["city"], details["vat_id"]) == ("Turku", "FI20774740")
    details = await _set(world.walt, name="", address="", business_id="")
    assert (details["name"], details.get("address"), details.get("business_id")) == ("Walt", None, None)
    stored = world.hall.sql("SELECT * FROM billing_details")
    assert await _set(world.walt) == details
    assert world.hall.sql("SELECT * FROM billing_details") == stored


async def test_vat_needs_a_number_also_when_it_is_taken_away(world):
    with pytest.raises(Refused) as no:
        await _set(world.walt, vat_percent="24")
    assert "needs vat_id" in no.value.fields["vat_percent"]
    await _set(world.walt, **FIRM)
    with pytest.raises(Refused):
        await _set(world.walt, vat_id="")
    await _set(world.walt, vat_id="", vat_percent="")
    with pytest.raises(Refused) as no:
        await _set(world.walt, address="a\nb\nc\nd")
    assert "3 lines" in no.value.fields["address"]


async def test_admins_set_their_companys_and_members_their_own(hall):
    boss = await hall.person("boss@acme.test", company="Acme")
    clerk = await hall.person("clerk@acme.test", company="Acme")
    hall.sql_script(f"UPDATE memberships SET role = 'user' WHERE person_id = {clerk.id}")
    details = await _set(boss, country="DE", vat_id="DE136695976")
    assert (details["owner"], details["name"], details["country"]) == ("company", "Acme", "DE")
    assert (await _set(boss, owner="own"))["owner"] == "person"
    with pytest.raises(Refused) as no:
        await _set(clerk, country="FI")
    assert (no.value.status, no.value.code) == (403, "admin_only")
    assert (await _set(clerk, owner="own", country="FI"))["owner"] == "person"
    sole = await hall.person("sole@home.test")
    assert (await _set(sole, country="FI"))["owner"] == "person"
    with pytest.raises(Refused) as no:
        await _set(sole, owner="company")
    assert "act for no company" in no.value.fields["owner"]


async def test_an_agent_sets_its_companys_where_nobody_else_could(hall):
    bot = await hall.agent("Robots")
    assert (await _set(bot, country="EE"))["owner"] == "company"
    await hall.person("boss@robots.test", company="Robots")
    with pytest.raises(Refused) as no:
        await _set(bot, country="FI")
    assert no.value.code == "admin_only"
