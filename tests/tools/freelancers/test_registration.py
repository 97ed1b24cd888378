"""Taking up an invite: by the mail or by phone, once, with everything that is needed."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import REGISTER, code_sent_to, company, invite_token, invited, memberships
from tests.tools.open_calls.call_world import world_of


async def test_an_invite_is_taken_up_once(hall: Hall) -> None:
    boss = await company(hall)
    other = await company(hall, "Other")
    id = await invited(hall, boss, "ann@work.test")
    await invited(hall, other, "ann@work.test")
    token = await invite_token(hall, "ann@work.test")
    hall.clock.advance(days=29)
    answer = await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    assert answer["freelancer"]["id"] == id
    assert answer["freelancer"]["register_date"] == "2026-03-31T09:00:00Z"
    assert [row[2] for row in memberships(hall)] == [3, 3]
    assert hall.sql("SELECT email_verified_at IS NOT NULL, name, last_name FROM persons WHERE id = ?", id) == [
        (1, "Ann", "Lee")
    ]
    seen = (await boss.call("get_freelancer", freelancer_id=id))["freelancer"]
    assert (seen["is_registered"], seen["email_confirmation_status"], seen["taxation_status_id"]) == (True, 1, 1)
    for owner in (boss.company, other.company):
        told = hall.sql("SELECT text FROM notices WHERE kind = 'team_step' AND owner_id = ?", owner)
        assert any("has registered" in text for (text,) in told)
    offer = hall.sql("SELECT template_uuid FROM agreement_templates WHERE kind = 'offer' AND is_current = 1")
    assert hall.sql("SELECT template_uuid FROM agreement_signatures WHERE person_id = ? AND on_behalf = 0", id) == offer
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    assert (no.value.status, no.value.code) == (409, "invite_ended")


async def test_who_was_taken_for_an_open_call_registers_by_their_session_and_starts(hall: Hall) -> None:
    world = await world_of(hall)
    eve, stranger = await hall.person("eve@work.test"), await hall.person("stranger@work.test")
    ref = await world.published()
    application = await world.application(ref, eve, "70.00")
    taken = await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    task = taken["accepted"][0]["task_id"]
    with pytest.raises(Refused) as no:
        await eve.call("start_task", task_id=task)
    assert no.value.next[0] == "confirm_freelancer_registration"
    with pytest.raises(Refused) as no:
        await eve.call("confirm_freelancer_registration", accept_agreement=True)
    assert set(no.value.fields) == {"last_name", "country"}
    own = {"accept_agreement": True, "last_name": "Lee", "country": "DE"}
    assert (await eve.call("confirm_freelancer_registration", **own))["freelancer"]["id"] == eve.id
    left = await eve.call("check_task_requirements", task_id=task, freelancer_id=eve.id)
    assert [issue["name"] for issue in left["issues"]] == ["verification"]
    with pytest.raises(Refused) as no:
        await stranger.call("confirm_freelancer_registration", **own)
    assert set(no.value.fields) == {"invite_token", "phone"}


async def test_an_invite_ends_after_thirty_days(hall: Hall) -> None:
    boss = await company(hall)
    await invited(hall, boss, "ann@work.test")
    token = await invite_token(hall, "ann@work.test")
    hall.clock.advance(days=30)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    assert no.value.status == 409
    assert "new one" in no.value.text


async def test_what_the_company_filled_in_can_be_corrected(hall: Hall) -> None:
    boss = await company(hall)
    id = await invited(hall, boss, "ann@work.test")
    await hall.nobody().call(
        "confirm_freelancer_registration",
        invite_token=await invite_token(hall, "ann@work.test"),
        first_name="Anna",
        country="AT",
        city="Wien",
        taxation_status_id=4,
        **REGISTER,
    )
    assert hall.sql("SELECT name, last_name, country, city FROM persons WHERE id = ?", id) == [
        ("Anna", "Lee", "AT", "Wien")
    ]
    assert hall.sql("SELECT taxation_status_id FROM freelancer_profiles") == [(4,)]


async def test_a_registration_names_all_that_is_missing(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    token = await invite_token(hall, "ann@work.test")
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=token, accept_agreement=False)
    assert (no.value.status, set(no.value.fields)) == (
        422,
        {"first_name", "last_name", "password", "accept_agreement"},
    )
    await hall.nobody().call(
        "confirm_freelancer_registration", invite_token=token, first_name="Ann", last_name="Lee", **REGISTER
    )


async def test_an_invite_is_not_for_somebody_else_who_is_signed_in(hall: Hall) -> None:
    boss = await company(hall)
    await invited(hall, boss, "ann@work.test")
    eve = await hall.person("eve@work.test")
    with pytest.raises(Refused) as no:
        await eve.call(
            "confirm_freelancer_registration", invite_token=await invite_token(hall, "ann@work.test"), **REGISTER
        )
    assert no.value.status == 403


async def test_a_person_with_an_account_registers_without_a_new_password(hall: Hall) -> None:
    boss = await company(hall)
    ann = await hall.person("ann@work.test")
    await invited(hall, boss, "ann@work.test")
    answer = await ann.call(
        "confirm_freelancer_registration", invite_token=await invite_token(hall, "ann@work.test"), **REGISTER
    )
    assert answer["freelancer"]["id"] == ann.id
    assert "password" in answer["warnings"][0]
    assert hall.sql("SELECT password_hash FROM persons WHERE id = ?", ann.id) == [(None,)]


async def test_a_registration_by_phone_needs_the_code_sent_to_it(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("invite_freelancer", phone="491701234567", country="DE", first_name="Ann"))["id"]
    guest = hall.nobody()
    assert await guest.call("confirm_freelancer_registration", phone="+49 170 1234567", **REGISTER) == {
        "code_sent": True
    }
    code = await code_sent_to(hall, "+491701234567")
    wrong = "000000" if code != "000000" else "111111"
    with pytest.raises(Refused) as no:
        await guest.call(
            "confirm_freelancer_registration", phone="491701234567", code=wrong, last_name="Lee", **REGISTER
        )
    assert no.value.status == 401
    assert "Tries left: 4" in no.value.text
    answer = await guest.call(
        "confirm_freelancer_registration", phone="491701234567", code=code, last_name="Lee", **REGISTER
    )
    assert answer["freelancer"]["id"] == id
    seen = (await boss.call("get_freelancer", freelancer_id=id))["freelancer"]
    assert (seen["phone"], seen["phone_confirmation_status"]) == ("491701234567", 1)


async def test_an_unknown_number_is_answered_like_a_known_one(hall: Hall) -> None:
    guest = hall.nobody()
    assert await guest.call("confirm_freelancer_registration", phone="491709999999", **REGISTER) == {"code_sent": True}
    assert await hall.mails("+491709999999") == []


async def test_three_codes_go_to_a_phone_in_ten_minutes(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call("invite_freelancer", phone="491701234567", country="DE")
    guest = hall.nobody()
    for _ in range(3):
        await guest.call("confirm_freelancer_registration", phone="491701234567", **REGISTER)
    with pytest.raises(Refused) as no:
        await guest.call("confirm_freelancer_registration", phone="491701234567", **REGISTER)
    assert (no.value.status, no.value.details["retry_after"]) == (429, 600)
    hall.clock.advance(minutes=10)
    await guest.call("confirm_freelancer_registration", phone="491701234567", **REGISTER)


async def test_registering_needs_an_invite_or_a_phone(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", **REGISTER)
    assert (no.value.status, set(no.value.fields)) == (422, {"invite_token", "phone"})
