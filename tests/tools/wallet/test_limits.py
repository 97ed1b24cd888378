"""Caps on spending, through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.wallet.spending import spend


async def test_a_cap_refuses_what_goes_over_it_and_nothing_happens(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("set_spending_limit", period="day", amount="0.03")
    await spend(acme)
    with pytest.raises(Refused) as no:
        await spend(acme)
    assert no.value.code == "spending_limit_reached"
    assert no.value.details["used"] == "0.02"
    hall.clock.advance(days=1)
    await spend(acme)
    limits = await acme.call("get_spending_limit")
    assert limits["limits"][0]["remaining"] == "0.01"
    await acme.call("set_spending_limit", period="day", amount="")
    assert (await acme.call("get_spending_limit"))["limits"] == []


async def test_an_agent_cannot_loosen_a_cap_that_a_person_set(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_spending_limit", period="call", amount="0", agent_id=acme.id)
    with pytest.raises(Refused) as no:
        await spend(acme)
    assert no.value.code == "spending_limit_reached"
    with pytest.raises(Refused) as no:
        await acme.call("set_spending_limit", period="call", amount="5")
    assert no.value.status == 403
    back = await acme.call("set_spending_limit", period="call", amount="")
    assert back["limit"]["amount"] == "0.00"
    with pytest.raises(Refused) as no:
        await acme.call("set_spending_limit", period="call")
    assert no.value.fields == {"amount": "is required"}


async def test_an_agent_goes_below_its_ceiling_and_back_up_to_it_but_never_above(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_spending_limit", period="day", amount="20", agent_id=acme.id)
    for amount, stands in (("0", "0.00"), ("", "20.00"), ("5", "5.00"), ("19.999999", "19.999999"), ("20", "20.00")):
        limit = (await acme.call("set_spending_limit", period="day", amount=amount))["limit"]
        assert (limit["amount"], limit["set_by"]) == (stands, "person")
        assert limit.get("ceiling") == (None if stands == "20.00" else "20.00")
        with pytest.raises(Refused) as no:
            await acme.call("set_spending_limit", period="day", amount="20.01")
        assert no.value.status == 403
    await boss.call("set_spending_limit", period="day", amount="30", agent_id=acme.id)
    assert (await acme.call("set_spending_limit", period="day", amount="30"))["limit"]["amount"] == "30.00"
    await boss.call("set_spending_limit", period="day", amount="", agent_id=acme.id)
    assert (await acme.call("get_spending_limit"))["limits"] == []
    own = await acme.call("set_spending_limit", period="day", amount="100")
    assert own["limit"]["set_by"] == "agent"
    await acme.call("set_spending_limit", period="day", amount="200")


async def test_a_cap_is_shown_with_its_use_and_changed_in_its_place(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("set_spending_limit", period="month", amount="0.04")
    assert made["message"] == "At most 0.04 USD a month."
    await spend(acme)
    await acme.call("set_spending_limit", period="month", amount="0.02")
    shown = await acme.call("get_spending_limit")
    (limit,) = shown["limits"]
    assert (limit["amount"], limit["used"], limit["remaining"]) == ("0.02", "0.02", "0.00")
    assert (limit["set_by"], limit["agent_id"]) == ("agent", acme.id)
    assert shown["exceeded"] is True


async def test_only_an_admin_sets_caps_on_the_companys_purse_and_on_its_agents(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    kim = await hall.person("kim@acme.test", company="Acme", role="user")
    for arguments in ({}, {"agent_id": acme.id}):
        with pytest.raises(Refused) as no:
            await kim.call("set_spending_limit", period="day", amount="1", **arguments)
        assert no.value.status == 403
        assert (await boss.call("set_spending_limit", period="day", amount="1", **arguments))["limit"]["used"] == "0.00"


async def test_agents_of_others_are_not_found_whether_or_not_they_exist(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    rival = await hall.agent("Rival")
    boss = await hall.person("boss@acme.test", company="Acme")
    for caller in (acme, boss):
        for agent_id in (rival.id, 999):
            for tool, arguments in (
                ("get_spending_limit", {}),
                ("set_spending_limit", {"period": "day", "amount": "1"}),
            ):
                with pytest.raises(Refused) as no:
                    await caller.call(tool, agent_id=agent_id, **arguments)
                assert no.value.status == 404


async def test_a_cap_has_at_most_six_decimals(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("set_spending_limit", period="day", amount="0.0000001")
    assert "amount" in no.value.fields
