"""Opening contracts."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import contract


async def test_whoever_opens_a_contract_owns_it_and_it_has_a_calendar(hall, olga):
    made = await olga.call(
        "create_contract",
        label="Web shop",
        currency="EUR",
        amount="5000",
        end="2026-06-30T18:00:00+02:00",
        timezone="Europe/Berlin",
        settings={"rate": "35.00", "rounding_minutes": 15},
    )
    shown = made["contract"]
    assert (shown["status"], shown["amount"], shown["currency"]) == ("pending", "5000.00", "EUR")
    assert (shown["role_name"], shown["read"], shown["write"]) == ("owner", 5, 5)
    assert (shown["end"], shown["private"], shown["privacy"]) == ("2026-06-30T18:00:00+02:00", True, 0)
    assert (shown["settings"]["rate"], shown["settings"]["rounding_minutes"]) == ("35.00", 15)
    assert made["charge"]["amount"] == "0.020000"
    assert hall.sql("SELECT type_id, contract_id FROM calendars WHERE id = ?", shown["kal_id"]) == [(2, shown["id"])]


async def test_an_end_before_the_start_says_both(olga):
    with pytest.raises(Refused) as refused:
        await contract(olga, start="2026-05-01T00:00:00Z", end="2026-04-01T00:00:00Z")
    assert "2026-05-01" in refused.value.fields["end"]
    assert "2026-04-01" in refused.value.fields["end"]


async def test_unknown_zones_currencies_settings_skills_and_files_are_named(olga):
    for given, field in (
        ({"timezone": "Europe/Berln"}, "timezone"),
        ({"currency": "EURO"}, "currency"),
        ({"settings": {"colour": "red"}}, "settings.colour"),
        ({"settings": {"rounding_minutes": 7}}, "settings.rounding_minutes"),
        ({"settings": {"skills": [999999]}}, "settings.skills"),
        ({"settings": {"rate": "1.005"}}, "settings.rate"),
        ({"amount": "0"}, "amount"),
        ({"files": [999999]}, "files"),
    ):
        with pytest.raises(Refused) as refused:
            await contract(olga, **given)
        assert field in refused.value.fields, refused.value.text


async def test_sub_contracts_share_their_parents_ceiling(olga):
    parent = await contract(olga, amount="100.00")
    await contract(olga, parent_id=parent, amount="60.00")
    with pytest.raises(Refused) as refused:
        await contract(olga, parent_id=parent, amount="40.01")
    assert (refused.value.code, refused.value.details["left"]) == ("parent_amount_exceeded", "40.00")
    await contract(olga, parent_id=parent, amount="40.00")
    await contract(olga, parent_id=parent, amount="500.00", currency="USD")
    await contract(olga, parent_id=parent)


async def test_contracts_go_five_levels_deep(olga):
    above = await contract(olga)
    for _ in range(4):
        above = await contract(olga, parent_id=above)
    with pytest.raises(Refused) as refused:
        await contract(olga, parent_id=above)
    assert "parent_id" in refused.value.fields


async def test_a_sub_contract_needs_level_five_in_its_parent(olga, will, sam, job):
    with pytest.raises(Refused) as refused:
        await contract(will, parent_id=job.id)
    assert refused.value.code == "forbidden"
    with pytest.raises(Refused) as hidden:
        await contract(sam, parent_id=job.id)
    assert hidden.value.code == "not_found"


async def test_a_misspelt_zone_or_currency_is_named_with_what_it_comes_near_to(olga):
    with pytest.raises(Refused) as no:
        await olga.call("create_contract", label="Shop", currency="EURO", timezone="Europe/Berlinn")
    assert no.value.fields["timezone"] == "“Europe/Berlinn” is no IANA time zone; near it: Europe/Berlin"
    assert no.value.fields["currency"].startswith("“EURO” is no currency here; near it: EUR; must be one of USD, EUR")
