"""Correcting names, notes and contacts of freelancers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import code_sent_to, company, invited, joined, registered, verified

ASK = "request_freelancer_contact_change"
CONFIRM = "confirm_freelancer_contact_change"


async def codes(hall: Hall, old: str, **new: str) -> dict[str, str]:
    """All codes of a change: the one to the old contact, and those to the new address or number."""
    named = {f"{kind}_code": await code_sent_to(hall, address) for kind, address in new.items()}
    return {"code": await code_sent_to(hall, old), **named}


async def profile(hall: Hall, boss: Any, id: int) -> dict[str, Any]:
    seen: dict[str, Any] = (await boss.call("get_freelancer", freelancer_id=id))["freelancer"]
    return seen


async def test_a_company_keeps_its_own_name_note_and_profession(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    await joined(hall, other, ann)
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
    cleared = await boss.call("update_freelancer", freelancer_id=ann.id, note="", clear=["specialization"])
    assert {"note", "specialization_id"}.isdisjoint(cleared["freelancer"]["details"])
    assert "category_title" not in cleared["freelancer"]
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
    given = await codes(hall, "ann@work.test", email="anna@new.test", phone="+491701234567")
    assert len(set(given.values())) == 3
    for missing in given:
        with pytest.raises(Refused) as no:
            await boss.call(CONFIRM, freelancer_id=ann.id, **{name: given[name] for name in given if name != missing})
        assert list(no.value.fields) == [missing]
    changed = await boss.call(CONFIRM, freelancer_id=ann.id, **given)
    assert changed["freelancer"] == {
        "id": ann.id,
        "uuid": changed["freelancer"]["uuid"],
        "email": "Anna@new.test",
        "phone": "491701234567",
        "email_confirmation_status": 1,
        "phone_confirmation_status": 1,
    }
    assert "undo_contact_change" in (await hall.mails("ann@work.test"))[-1].body
    with pytest.raises(Refused) as ended:
        await ann.call("get_my_profile")
    assert ended.value.status == 401
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **given)
    assert (no.value.status, no.value.next) == (409, [ASK])


async def test_the_code_goes_to_the_phone_that_was_confirmed_and_to_no_other(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, phone="491701234567")
    asked = await ann.call(ASK, freelancer_id=ann.id, phone="491709999999")
    assert (asked["sent_to"], asked["channel"]) == ("a***@work.test", "email")
    given = await codes(hall, "ann@work.test", phone="+491709999999")
    assert await hall.mails("+491701234567") == []
    changed = await ann.call(CONFIRM, freelancer_id=ann.id, **given)
    assert (changed["freelancer"]["phone"], changed["freelancer"]["phone_confirmation_status"]) == ("491709999999", 1)
    ann = await hall.person("ann@work.test")
    hall.clock.advance(minutes=10)
    asked = await ann.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    assert (asked["sent_to"], asked["channel"]) == ("********9999", "sms")


async def test_a_wrong_code_of_the_new_contact_spends_none_of_the_others(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    given = await codes(hall, "ann@work.test", email="anna@new.test")
    wrong = "000000" if given["email_code"] != "000000" else "111111"
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **{**given, "email_code": wrong})
    assert list(no.value.fields) == ["email_code"]
    await boss.call(CONFIRM, freelancer_id=ann.id, **given)


async def test_the_contacts_of_somebody_who_has_not_agreed_are_not_changed(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    await invited(hall, other, "ann@work.test")
    with pytest.raises(Refused) as no:
        await other.call(ASK, freelancer_id=ann.id, email="evil@new.test")
    assert no.value.shape["state"] == "not_joined"


async def test_a_new_request_replaces_the_pending_one(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="first@new.test")
    old = await codes(hall, "ann@work.test", email="first@new.test")
    hall.clock.advance(seconds=1)
    await boss.call(ASK, freelancer_id=ann.id, email="second@new.test")
    new = await codes(hall, "ann@work.test", email="second@new.test")
    assert old != new
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **old)
    assert no.value.status == 422
    changed = await boss.call(CONFIRM, freelancer_id=ann.id, **new)
    assert changed["freelancer"]["email"] == "second@new.test"


async def test_five_wrong_codes_end_the_request(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    given = await codes(hall, "ann@work.test", email="anna@new.test")
    code = given["code"]
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await boss.call(CONFIRM, freelancer_id=ann.id, **{**given, "code": wrong})
        assert no.value.status == 422
        assert f"Tries left: {left}" in no.value.text
    with pytest.raises(Refused):
        await boss.call(CONFIRM, freelancer_id=ann.id, **{**given, "code": wrong})
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **given)
    assert (no.value.status, no.value.code) == (409, "no_pending_change")


async def test_a_code_ends_after_ten_minutes(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    await boss.call(ASK, freelancer_id=ann.id, email="anna@new.test")
    given = await codes(hall, "ann@work.test", email="anna@new.test")
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **given)
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


async def test_a_contact_of_another_person_is_not_told_and_not_taken(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    bob = await registered(hall, boss, "bob@work.test")
    await hall.app.database.write(lambda tx: tx.change("persons", bob.id, phone="491701234567"))
    await hall.app.database.write(
        lambda tx: tx.run(
            "UPDATE freelancer_profiles SET confirmed_phone = '491701234567' WHERE person_id = :id", id=bob.id
        )
    )
    hall.clock.advance(days=1)
    answers = []
    for arguments in (
        {"email": "BOB@work.test", "phone": "491701234567"},
        {"email": "free@work.test", "phone": "491701234588"},
    ):
        answers.append({**(await boss.call(ASK, freelancer_id=ann.id, **arguments)), "expires_at": "", "charge": 0})
        hall.clock.advance(minutes=1)
    assert answers[0] == answers[1]
    assert await hall.mails("+491701234567") == []
    assert not re.search(r"\b\d{6}\b", (await hall.mails("bob@work.test"))[-1].body)
    await boss.call(ASK, freelancer_id=ann.id, email="new@work.test")
    given = await codes(hall, "ann@work.test", email="new@work.test")
    await hall.person("new@work.test")
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, freelancer_id=ann.id, **given)
    assert (no.value.status, no.value.code) == (422, "email_taken")
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
