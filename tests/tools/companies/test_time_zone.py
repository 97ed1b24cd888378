"""A company has a time zone, from its founding on."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import code_for


async def test_an_admin_sets_the_zone_and_everybody_of_the_company_sees_it(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    clerk = await hall.person("clerk@acme.test", company="Acme", role="user")
    answer = await boss.call("set_company_timezone", timezone="America/Chicago")
    assert answer["timezone"] == "America/Chicago"
    assert answer["before"] == "UTC"
    (listed,) = (await clerk.call("list_my_companies"))["items"]
    assert listed["timezone"] == "America/Chicago"
    with pytest.raises(Refused) as no:
        await clerk.call("set_company_timezone", timezone="Europe/Helsinki")
    assert no.value.status == 403


async def test_an_agent_sets_it_only_where_there_is_no_admin(hall: Hall) -> None:
    alone = await hall.agent("Bots")
    assert (await alone.call("set_company_timezone", timezone="Europe/Helsinki"))["timezone"] == "Europe/Helsinki"
    await hall.person("boss@acme.test", company="Acme")
    ours = await hall.agent("Acme", "Helper")
    with pytest.raises(Refused) as no:
        await ours.call("set_company_timezone", timezone="Europe/Helsinki")
    assert no.value.code == "admin_only"


async def test_a_founder_names_the_zone_and_else_it_is_their_own(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await ann.call("update_my_profile", timezone="Europe/Helsinki")
    founded = await ann.call("found_company", company_name="Tools")
    assert founded["company"]["timezone"] == "Europe/Helsinki"
    founded = await ann.call("found_company", company_name="More", timezone="America/Winnipeg")
    assert founded["company"]["timezone"] == "America/Winnipeg"


async def test_the_zone_of_a_company_founded_without_an_account_waits_with_it(hall: Hall) -> None:
    await hall.nobody().call(
        "create_user", email="eve@shop.test", name="Eve", company_name="Shop", timezone="America/Chicago"
    )
    code = await code_for(hall, "eve@shop.test")
    await hall.nobody().call("log_in_with_code", email="eve@shop.test", code=code)
    assert hall.sql("SELECT timezone FROM companies WHERE company_name = 'Shop'") == [("America/Chicago",)]


async def test_an_agent_that_registers_itself_names_the_zone_of_its_company(hall: Hall) -> None:
    await hall.nobody().call("register_agent", name="Bot", email="bot@shop.test", company_timezone="Asia/Almaty")
    assert hall.sql("SELECT timezone FROM companies WHERE company_name = 'Bot'") == [("Asia/Almaty",)]
