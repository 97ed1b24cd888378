"""Who has access to a contract."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import OFFICE_HOURS, contract, heard


async def test_a_role_comes_with_its_levels_and_the_person_is_told(hall, olga, sam):
    id = await contract(olga)
    given = await olga.call("add_contract_user", contract_id=id, user_id=sam.id, role_id=6)
    user = given["contract_user"]
    assert (given["created"], user["role_name"], user["read"], user["write"]) == (True, "observer", 3, 1)
    assert "You are observer of contract" in heard(hall, sam)[0]
    again = await olga.call("add_contract_user", contract_id=id, user_id=sam.id, role_id=6, read=2)
    assert (again["created"], again["contract_user"]["read"]) == (False, 2)


async def test_nobody_gives_levels_above_their_own(olga, rita, sam):
    id = await contract(olga)
    await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=2, read=3)
    for given in ({"role_id": 4}, {"role_id": 6, "read": 5}, {"role_id": 2}):
        with pytest.raises(Refused) as refused:
            await rita.call("add_contract_user", contract_id=id, user_id=sam.id, **given)
        assert "above your own 3/5" in refused.value.text
    await rita.call("add_contract_user", contract_id=id, user_id=sam.id, role_id=6)


async def test_only_owners_make_owners_and_one_always_stays(olga, rita, sam):
    id = await contract(olga)
    await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=2)
    for user in (sam, rita):
        with pytest.raises(Refused) as refused:
            await rita.call("add_contract_user", contract_id=id, user_id=user.id, role_id=1)
        assert refused.value.code == "forbidden"
    with pytest.raises(Refused) as last:
        await olga.call("add_contract_user", contract_id=id, user_id=olga.id, role_id=2)
    assert (last.value.code, f"person:{olga.id}" in last.value.text) == ("last_owner", True)
    handed = await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=1, read=1)
    assert (handed["contract_user"]["read"], handed["contract_user"]["write"]) == (5, 5)
    await olga.call("add_contract_user", contract_id=id, user_id=olga.id, role_id=6)


async def test_whoever_is_not_there_is_invited_by_mail_instead(olga):
    id = await contract(olga)
    with pytest.raises(Refused) as refused:
        await olga.call("add_contract_user", contract_id=id, user_id=999999, role_id=6)
    assert refused.value.next == ["add_contract_participant"]


async def test_an_agent_gets_access_by_its_number(hall, olga):
    bot = await hall.agent("Acme")
    id = await contract(olga)
    given = await olga.call("add_contract_user", contract_id=id, user_id=bot.id, role_id=2, user_type="agent")
    assert given["contract_user"]["user_type"] == "agent"
    assert (await bot.call("create_contract", label="Part", currency="EUR", parent_id=id))["contract"][
        "parent_id"
    ] == id


async def test_shown_hours_are_theirs_or_written_into_the_contracts_calendar(hall, olga, will, sam):
    id = await contract(olga)
    one = {"label": "X", "private": False, "settings": OFFICE_HOURS, "type_id": 2}
    theirs = (await sam.call("create_schedule", **one))["schedule"]["id"]
    foreign = (await will.call("create_schedule", **one))["schedule"]["id"]
    where = {"contract_id": id, "user_id": sam.id, "role_id": 3}
    given = await olga.call("add_contract_user", **where, schedule={"schedule_id": theirs})
    assert given["contract_user"]["schedule_id"] == theirs
    with pytest.raises(Refused) as refused:
        await olga.call("add_contract_user", **where, schedule={"schedule_id": foreign})
    assert "is not theirs" in refused.value.text
    written = await olga.call("add_contract_user", **where, schedule={"settings": OFFICE_HOURS})
    made = written["contract_user"]["schedule_id"]
    kal_id = hall.sql("SELECT kal_id FROM contracts WHERE id = ?", id)[0][0]
    assert hall.sql("SELECT kal_id, type_id FROM schedules WHERE id = ?", made) == [(kal_id, 2)]
