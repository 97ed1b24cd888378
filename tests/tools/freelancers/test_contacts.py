"""Correcting names, notes and contacts of freelancers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import code_sent_to, company, registered, verified

ASK = "request_freelancer_contact_change"
CONFIRM = "confirm_freelancer_contact_change"


async def profile(hall: Hall, boss: Any, id: int) -> dict[str, Any]:
    seen: dict[str, Any] = (await boss.call("get_freelancer", freelancer_id=id))["freelancer"]
    return seen


async def test_a_company_keeps_its_own_name_note_and_profession(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    await other.call("invite_freelancer", email="ann@work.test", country="DE")
    answer = await boss.call(
        "update_freelancer", freelancer_id=ann.id, last_name="Leigh", note="logos", specialization=1
    )
    assert answer["freelancer"]["details"] == {
        "first_name": "Ann",
        "last_name": "Leigh",
        "note": "logos",
        "specialization": "Accountant",
        "specialization_id": 1,
    }
    assert answer["freelancer"]["category_title"] == "Бухгалтер"
    assert (await profile(hall, other, ann.id))["name"] == "Ann Lee"
    assert "note" not in (await profile(hall, other, ann.id))["details"]
    assert hall.sql("SELECT last_name FROM persons WHERE id = ?", ann.id) == [("Lee",)]
    cleared = await boss.call("update_freelancer", freelancer_id=ann.id, note="")
    assert "note" not in cleared["freelancer"]["details"]
    assert cleared["freelancer"]["details"]["last_name"] == "Leigh"


async def test_a_freelancer_changes_their_own_name_without_a_fee(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await ann.call("update_freelancer", freelancer_id=ann.id, first_name="Anna", specialization="158")
    assert hall.sql("SELECT name FROM persons WHERE id = ?", ann.id) == [("Anna",)]
    mine = (await ann.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert mine["category_title_en"] == "Actor"


async def test_legal_names_of_a_verified_person_stay(hall: Hall) -> None:
    boss = await company(hall)
    ann = await verified(hall, boss)
    for caller in (boss, ann):
        with pytest.raises(Refused) as no:
            await caller.call("update_freelancer", freelancer_id=ann.id, first_name="Bob", note="x")
        assert (no.value.status, no.value.code) == (409, "verified_name")
    await boss.call("update_freelancer", freelancer_id=ann.id, note="fine")
    seen = await profile(hall, boss, ann.id)
    assert (seen["name"], seen["details"]["note"]) == ("Anna Maria Leeson", "fine")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "first_name"),
        ({"specialization": 999}, "specialization"),
        ({"specialization": "designer"}, "specialization"),
        ({"first_name": ""}, "first_name"),
        ({"note": "x" * 1001}, "note"),
    ],
)
async def test_faulty_changes_are_refused(hall: Hall, changes: dict[str, Any], field: str) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    with pytest.raises(Refused) as no:
        await boss.call("update_freelancer", freelancer_id=ann.id, **changes)
    assert (no.value.status, field in no.value.fields) == (422, True)


async def test_strangers_change_nothing(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    for tool, arguments in (
        ("update_freelancer", {"note": "x"}),
        (ASK, {"email": "new@work.test"}),
        (CONFIRM, {"code": "123456"}),
    ):
        with pytest.raises(Refused) as no:
            await other.call(tool, freelancer_id=ann.id, **arguments)
        assert no.value.status == 404


async def test_a_contact_changes_with_the_code_sent_to_the_old_one(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    asked = await boss.call(ASK, freelancer_id=ann.id, email="Anna@new.test", phone="+49 170 1234567")
    assert (asked["sent_to"], asked["channel"]) == ("a***@work.test", "email")
    assert asked["expires_at"] == "2026-03-02T09:10:00Z"
    assert (await profile(hall, boss, ann.id))["email"] == "ann@work.test"
    code = await code_sent_to(hall, "ann@work.test")
    assert await hall.mails("anna@new.test") == []
    changed = await boss.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert changed["freelancer"] == {
        "id": ann.id,
        "uuid": changed["freelancer"]["uuid"],
        "email": "Anna@new.test",
        "phone": "491701234567",
        "email_confirmation_status": 0,
        "phone_confirmation_status": 0,
    }
    assert (await hall.mails("ann@work.test"))[-1].subject == "Your e-mail address was changed"
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert (no.value.status, no.value.next) == (409, [ASK])


async def test_the_code_goes_to_the_phone_where_there_is_one(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, phone="491701234567")
    asked = await ann.call(ASK, freelancer_id=ann.id, phone="491709999999")
    assert (asked["sent_to"], asked["channel"]) == ("********4567", "sms")
    code = await code_sent_to(hall, "+491701234567")
    changed = await ann.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert changed["freelancer"]["phone"] == "491709999999"
    assert "was changed" in (await hall.mails("+491701234567"))[-1].body


async def test_a_new_request_replaces_the_pending_one(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="first@new.test")
    old = await code_sent_to(hall, "ann@work.test")
    hall.clock.advance(seconds=1)
    await boss.call(ASK, freelancer_id=ann.id, email="second@new.test")
    new = await code_sent_to(hall, "ann@work.test")
    assert old != new
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, code=old)
    assert (no.value.status, list(no.value.fields)) == (422, ["code"])
    changed = await boss.call(CONFIRM, freelancer_id=ann.id, code=new)
    assert changed["freelancer"]["email"] == "second@new.test"


async def test_five_wrong_codes_end_the_request(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    code = await code_sent_to(hall, "ann@work.test")
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await boss.call(CONFIRM, freelancer_id=ann.id, code=wrong)
        assert no.value.status == 422
        assert f"Tries left: {left}" in no.value.text
    with pytest.raises(Refused):
        await boss.call(CONFIRM, freelancer_id=ann.id, code=wrong)
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert (no.value.status, no.value.code) == (409, "no_pending_change")


async def test_a_code_ends_after_ten_minutes(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    code = await code_sent_to(hall, "ann@work.test")
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert (no.value.status, "ran out" in no.value.text) == (409, True)


async def test_three_requests_go_out_in_ten_minutes(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    for number in range(3):
        await boss.call(ASK, freelancer_id=ann.id, email=f"a{number}@new.test")
        hall.clock.advance(minutes=1)
    with pytest.raises(Refused) as no:
        await boss.call(ASK, freelancer_id=ann.id, email="a4@new.test")
    assert (no.value.status, no.value.details["retry_after"]) == (429, 7 * 60)


async def test_a_contact_of_another_person_is_refused_before_and_after_the_code(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await registered(hall, boss, "bob@work.test", phone="491701234567")
    for arguments in ({"email": "BOB@work.test"}, {"phone": "491701234567"}):
        with pytest.raises(Refused) as no:
            await boss.call(ASK, freelancer_id=ann.id, **arguments)
        assert (no.value.status, no.value.code) == (409, "contact_taken")
    await boss.call(ASK, freelancer_id=ann.id, email="new@work.test")
    code = await code_sent_to(hall, "ann@work.test")
    await hall.person("new@work.test")
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, code=code)
    assert (no.value.status, no.value.code) == (409, "contact_taken")
    assert (await profile(hall, boss, ann.id))["email"] == "ann@work.test"


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [({}, {"email", "phone"}), ({"email": "ANN@work.test"}, {"email"}), ({"phone": "491701234567"}, {"phone"})],
)
async def test_a_change_needs_a_new_contact(hall: Hall, arguments: dict[str, str], fields: set[str]) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, phone="491701234567")
    with pytest.raises(Refused) as no:
        await boss.call(ASK, freelancer_id=ann.id, **arguments)
    assert (no.value.status, set(no.value.fields)) == (422, fields)
