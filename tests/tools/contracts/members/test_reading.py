"""Looking at one contract, level by level."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import ask, charge, contract, hire, owed, reply


async def test_what_is_shown_grows_with_the_read_level(olga, will, sam, job):
    seen = {}
    for level in range(6):
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=level)
        shown = await sam.call(
            "get_contract", contract_id=job.id, include=["participants", "users", "sub_contracts", "schedules"]
        )
        own = set(shown["contract"])
        seen[level] = {
            "terms": "currency" in own,
            "people": bool(shown.get("users")) and bool(shown["participants"]),
            "hours": bool(shown.get("schedules")),
            "rates": any("price" in place for place in shown["participants"]),
            "settings": "settings" in own,
        }
    names = ("terms", "people", "hours", "rates", "settings")
    from_level = {name: min(level for level, parts in seen.items() if parts[name]) for name in names}
    assert from_level == {"terms": 1, "people": 1, "hours": 3, "rates": 4, "settings": 5}


async def test_whoever_is_asked_sees_the_terms_and_their_own_rate(olga, will, rita):
    id = await contract(olga, description="Build it", amount="900.00")
    await hire(olga, id, rita)
    place = await ask(olga, id, will)
    shown = await will.call("get_contract", contract_id=id, include=["participants", "schedules", "users"])
    assert (shown["contract"]["description"], "amount" in shown["contract"]) == ("Build it", False)
    assert [(row["id"], row["price"]) for row in shown["participants"]] == [(place["id"], "40.00")]
    assert [row["schedule_id"] for row in shown["schedules"]] == [place["schedule_id"]]
    assert "users" not in shown
    assert shown["allowed"] == ["get_contract", "reply_to_participation_request"]


async def test_strangers_are_answered_as_if_there_were_none(olga, sam):
    id = await contract(olga)
    for wanted in (id, 999999):
        with pytest.raises(Refused) as refused:
            await sam.call("get_contract", contract_id=wanted)
        assert refused.value.text.replace(str(wanted), "N").startswith(
            '{"error":"There is no contract N that you can see."'
        )


async def test_privacy_opens_a_contract_to_contacts_and_to_everybody(olga, sam, will):
    id = await contract(olga, private=False, description="Plan")
    with pytest.raises(Refused):
        await sam.call("get_contract", contract_id=id)
    await hire(olga, id, will)
    await olga.call("update_contract", contract_id=id, privacy=2, settings={"skills": []})
    open_to_all = await sam.call("get_contract", contract_id=id)
    assert (open_to_all["contract"]["description"], open_to_all["participants"]) == ("Plan", [])
    assert open_to_all["allowed"] == ["get_contract", "add_contract_participant"]


async def test_contacts_of_a_member_see_label_and_dates(hall, olga, will, sam):
    id = await contract(olga, private=False, description="Plan")
    other = await contract(olga)
    await hire(olga, other, will)
    await olga.call("add_contact", user_id=will.id)
    shown = await will.call("get_contract", contract_id=id)
    assert (shown["contract"]["label"], "description" in shown["contract"]) == ("Web shop", False)
    assert (shown["participants"], shown["allowed"]) == ([], ["get_contract"])
    await olga.call("add_contact", email="sam@else.test")
    assert (await sam.call("get_contract", contract_id=id))["contract"]["id"] == id
    with pytest.raises(Refused):
        await (await hall.person("eve@else.test")).call("get_contract", contract_id=id)


async def test_sub_contracts_are_shown_with_their_ceilings(olga, job):
    part = await contract(olga, parent_id=job.id, label="Part", amount="50.00")
    (below,) = (await olga.call("get_contract", contract_id=job.id))["sub_contracts"]
    assert (below["id"], below["amount"], below["status"]) == (part, "50.00", "pending")


async def test_members_see_no_more_of_sub_contracts_than_of_their_own_right(olga, rita, sam, job):
    part = await contract(olga, parent_id=job.id, label="Hidden", amount="50.00")

    async def below(caller):
        rows = (await caller.call("get_contract", contract_id=job.id))["sub_contracts"]
        return [(row["id"], row.get("amount")) for row in rows]

    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=2)
    assert (await below(olga), await below(rita), await below(sam)) == ([(part, "50.00")], [], [])
    for read, shown in ((3, (part, None)), (4, (part, "50.00"))):
        await olga.call("add_contract_user", contract_id=part, user_id=rita.id, role_id=6, read=read, write=0)
        assert await below(rita) == [shown]
    await olga.call("update_contract", contract_id=part, privacy=2)
    assert await below(sam) == [(part, None)]


async def test_open_proposals_are_shown_to_their_sides(olga, will, rita, job):
    given = {"label": "developer", "private": True, "currency": "EUR", "settings": {}}
    await will.call("update_schedule", schedule_id=job.schedule, price="44.00", **given)
    for caller, count in ((olga, 1), (will, 1), (rita, 0)):
        shown = await caller.call("get_contract", contract_id=job.id, include=["corrections"])
        assert len(shown["pending_corrections"]) == count
    assert "reply_to_participation_request" in (await olga.call("get_contract", contract_id=job.id))["allowed"]
    assert "reply_to_participation_request" not in (await will.call("get_contract", contract_id=job.id))["allowed"]


async def test_people_and_open_invitations_are_listed(olga, will, rita, sam, job):
    place = await ask(olga, job.id, sam)
    shown = (await olga.call("list_contract_users", contract_id=job.id))["users"]
    assert [(row["user"]["name"], row.get("role_name")) for row in shown] == [
        ("Olga", "owner"),
        ("Will", "worker"),
        ("Rita", "reviewer"),
        ("Sam", None),
    ]
    (asked,) = (await olga.call("list_contract_users", contract_id=job.id, status_id=100))["users"]
    assert asked["participants"][0]["id"] == place["id"]
    (worker,) = (await will.call("list_contract_users", contract_id=job.id, role_id=3))["users"]
    assert worker["participants"][0]["price"] == "40.00"
    hidden = (await will.call("list_contract_users", contract_id=job.id, status_id=100))["users"]
    assert "price" not in hidden[0]["participants"][0]
    with pytest.raises(Refused):
        await sam.call("list_contract_users", contract_id=job.id)
    await reply(sam, place)
    assert len((await sam.call("list_contract_users", contract_id=job.id))["users"]) == 4


async def test_sums_and_balances_are_shown_to_those_they_concern(hall, olga, will, rita, sam, job):
    await olga.call("update_contract", contract_id=job.id, amount="900.00")
    await owed(olga, will, job)
    await charge(will, job.place, 30)
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    whole = await rita.call("get_contract", contract_id=job.id)
    assert (whole["totals"]["charged_approved"], whole["totals"]["amount_left"]) == ("60.00", "840.00")
    assert whole["participants"][0]["balance"]["charged_pending"] == "20.00"
    own = await will.call("get_contract", contract_id=job.id)
    assert (own["totals"]["charged_approved"], "amount" in own["totals"]) == ("60.00", False)
    assert own["participants"][0]["balance"]["balance"] == "-60.00"
    other = await sam.call("get_contract", contract_id=job.id)
    assert ("totals" in other, "balance" in other["participants"][0]) == (False, False)
    for caller, totals in ((olga, "60.00"), (will, "60.00"), (sam, None)):
        (row,) = (await caller.call("list_contracts"))["contracts"]
        assert (row.get("totals") or {}).get("owed") == totals


async def test_who_is_on_the_clock_is_shown(olga, will, job):
    await will.call("start_participant_timer", participant_id=job.place)
    assert (await olga.call("get_contract", contract_id=job.id))["participants"][0]["is_working"] is True
    users = (await olga.call("list_contract_users", contract_id=job.id, role_id=3))["users"]
    assert users[0]["participants"][0]["is_working"] is True
