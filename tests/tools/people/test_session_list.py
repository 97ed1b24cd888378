from __future__ import annotations

import pytest

from server.calls.pipeline import Request
from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import ANN, ann_with_password, log_in, signed_in


async def test_every_session_is_listed_with_when_how_and_from_where(hall: Hall) -> None:
    machine = await ann_with_password(hall, "Acme")
    hall.clock.advance(minutes=2)
    _, by_code = await signed_in(hall, ANN)
    hall.clock.advance(minutes=2)
    afar = Request("log_in_with_password", {"username": ANN, "password": "open sesame"}, origin="203.0.113.9")
    await hall.app.pipeline.call(afar)
    hall.clock.advance(minutes=10)
    listed = (await by_code.call("list_my_sessions"))["sessions"]
    assert [(it["way"], it["origin"], it["current"]) for it in listed] == [
        ("password", "network", False),
        ("code", "local", True),
        ("machine", "local", False),
    ]
    assert {it["company"]["name"] for it in listed} == {"Acme"}
    assert listed[1]["signed_in_at"] == "2026-03-02T09:02:00Z"
    assert listed[1]["used_at"] == "2026-03-02T09:02:00Z"
    again = (await by_code.call("list_my_sessions"))["sessions"]
    assert again[1]["used_at"] == "2026-03-02T09:14:00Z"
    assert "renewable_until" not in listed[2]
    assert (await machine.call("list_my_sessions"))["total"] == 3


async def test_a_renewed_session_is_one_since_its_sign_in(hall: Hall) -> None:
    await hall.person(ANN)
    first, _ = await signed_in(hall, ANN)
    hall.clock.advance(minutes=50)
    renewed = await hall.nobody().call("refresh_token", refresh_token=first["refresh_token"])
    listed = (await hall.holder(renewed["token"]).call("list_my_sessions"))["sessions"]
    assert len(listed) == 2
    assert (listed[0]["way"], listed[0]["signed_in_at"]) == ("code", "2026-03-02T09:00:00Z")
    hall.clock.advance(days=31)
    fresh = await hall.person("kim@work.test")
    assert (await fresh.call("list_my_sessions"))["total"] == 1


async def test_one_session_or_all_others_end_at_once(hall: Hall) -> None:
    machine = await ann_with_password(hall)
    _, one = await signed_in(hall, ANN)
    two = hall.holder((await log_in(hall))["token"])
    id = hall.sql("SELECT max(id) FROM sessions")[0][0]
    assert await one.call("end_my_session", session_id=id) == {"ended": 1}
    with pytest.raises(Refused) as no:
        await two.call("get_my_profile")
    assert no.value.status == 401
    assert await one.call("end_my_session", all_others=True) == {"ended": 1}
    with pytest.raises(Refused):
        await machine.call("get_my_profile")
    assert (await one.call("list_my_sessions"))["total"] == 1


async def test_somebody_elses_session_is_one_that_does_not_exist(hall: Hall) -> None:
    await hall.person(ANN)
    _, ann = await signed_in(hall, ANN)
    kim = await hall.person("kim@work.test")
    id = hall.sql("SELECT id FROM sessions WHERE person_id = ?", kim.id)[0][0]
    texts = []
    for wanted in (id, 999):
        with pytest.raises(Refused) as no:
            await ann.call("end_my_session", session_id=wanted)
        texts.append(no.value.text.replace(str(wanted), "#"))
    assert texts[0] == texts[1]
    assert (await kim.call("list_my_sessions"))["total"] == 1
    for arguments in ({}, {"session_id": id, "all_others": True}, {"all_others": False}):
        with pytest.raises(Refused) as faulty:
            await ann.call("end_my_session", **arguments)
        assert faulty.value.status == 422
    for tool in ("list_my_sessions", "end_my_session"):
        with pytest.raises(Refused) as agent:
            await (await hall.agent("Acme")).call(tool)
        assert agent.value.code == "people_only"
