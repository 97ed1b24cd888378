"""Saying yes or no to a paid place."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import ask, contract, heard, hire, place_state, reply, state


async def test_a_yes_makes_the_person_a_member_and_the_hours_theirs(hall, olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    taken = (await reply(will, place, message="Gladly"))["participant"]
    assert (taken["status"], taken["price"], taken["user_id"]) == ("confirmed", "40.00", will.id)
    assert hall.sql(
        "SELECT role_id, read, write FROM contract_users WHERE contract_id = ? AND user_id = ?", id, will.id
    ) == [(3, 2, 1)]
    assert hall.sql("SELECT owner_id FROM schedules WHERE id = ?", place["schedule_id"]) == [(will.id,)]
    assert state(hall, id) == 200
    assert "Gladly" in heard(hall, olga)[0]


async def test_a_no_leaves_the_contract_declined_until_somebody_is_asked_again(hall, olga, will, sam):
    id = await contract(olga)
    place = await ask(olga, id, will)
    await reply(will, place, answer=False)
    assert (place_state(hall, place["id"]), state(hall, id)) == (400, 400)
    await ask(olga, id, sam)
    assert state(hall, id) == 100


async def test_only_the_side_that_did_not_ask_answers(olga, will, sam):
    id = await contract(olga)
    place = await ask(olga, id, will)
    with pytest.raises(Refused) as refused:
        await reply(olga, place)
    assert refused.value.code == "not_yours_to_answer"
    with pytest.raises(Refused) as hidden:
        await reply(sam, place)
    assert hidden.value.code == "not_found"


async def test_the_same_answer_twice_is_one_and_another_is_refused(olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    first = await reply(will, place)
    again = await reply(will, place)
    assert first["participant"] == again["participant"]
    with pytest.raises(Refused) as refused:
        await reply(will, place, answer=False)
    assert refused.value.shape["state"] == "200"
    assert "since 2026-03-02" in refused.value.text


async def test_stale_terms_come_back_and_nothing_is_answered(hall, olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    with pytest.raises(Refused) as refused:
        await reply(will, place, terms_version=2)
    assert (refused.value.code, refused.value.details["price"], refused.value.details["terms_version"]) == (
        "terms_changed",
        "40.00",
        1,
    )
    assert place_state(hall, place["id"]) == 100
    await reply(will, place, terms_version=1)


async def test_hours_that_collide_are_named_and_not_refused(olga, rita, will):
    one, other = await contract(olga), await contract(rita, label="Night shift")
    await hire(olga, one, will)
    place = await ask(rita, other, will)
    answer = await reply(will, place)
    assert answer["participant"]["status"] == "confirmed"
    assert any("Web shop" in warning for warning in answer["warnings"])
    late = {"settings": {"rules": [{"days": [1], "start": "20:00", "end": "22:00"}]}}
    quiet = await reply(will, await ask(rita, other, will, role="guard", schedule=late))
    assert "warnings" not in quiet
