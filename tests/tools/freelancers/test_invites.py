"""Inviting people, registering and removing them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import code_sent_to, company, invite_token, invited, registered

REGISTER = {"accept_agreement": True, "password": "correct horse"}


def memberships(hall: Hall) -> list[tuple]:  # type: ignore[type-arg]
    return hall.sql("SELECT company_id, person_id, state FROM team_memberships ORDER BY id")


async def test_an_invite_makes_a_person_and_mails_them(hall: Hall) -> None:
    boss = await company(hall)
    answer = await boss.call(
        "invite_freelancer",
        email="Ann@Work.test",
        country="de",
        first_name="Ann",
        city="Berlin",
        address="Street 1",
        postal_code="10115",
        note="good with **logos**",
        in_english=True,
    )
    assert answer["charge"]["amount"] != "0.00"
    assert (answer["is_registered"], answer["is_invite_sent"]) == (False, True)
    assert memberships(hall) == [(boss.company, answer["id"], 2)]
    seen = (await boss.call("get_freelancer", freelancer_uuid=answer["uuid"]))["freelancer"]
    assert (seen["name"], seen["country"], seen["city"], seen["address"]) == ("Ann", "DE", "Berlin", "Street 1")
    assert seen["details"]["note"] == "good with **logos**"
    mail = (await hall.mails("ann@work.test"))[0]
    assert mail.subject == "Acme invites you to work as a freelancer"
    assert hall.sql("SELECT language FROM persons WHERE id = ?", answer["id"]) == [("en",)]


async def test_an_invite_is_russian_unless_asked_otherwise(hall: Hall) -> None:
    boss = await company(hall)
    await invited(hall, boss, "ann@work.test")
    assert "приглашает" in (await hall.mails("ann@work.test"))[0].subject


async def test_without_mail_or_by_phone_the_person_is_only_added(hall: Hall) -> None:
    boss = await company(hall)
    quiet = await boss.call("invite_freelancer", email="ann@work.test", country="DE", send_email=False)
    by_phone = await boss.call("invite_freelancer", phone="+49 (170) 123-4567", country="DE")
    assert (quiet["is_invite_sent"], by_phone["is_invite_sent"]) == (False, False)
    assert [row[2] for row in memberships(hall)] == [1, 1]
    assert await hall.mails("ann@work.test") == []
    assert await hall.mails("+491701234567") == []


async def test_somebody_in_the_team_is_not_added_or_charged_again(hall: Hall) -> None:
    boss = await company(hall)
    first = await boss.call("invite_freelancer", email="ann@work.test", country="DE", first_name="Ann")
    hall.clock.advance(minutes=59)
    again = await boss.call("invite_freelancer", email="ANN@work.test", country="FR", first_name="Bob")
    assert (again["uuid"], again["id"], again["is_invite_sent"]) == (first["uuid"], first["id"], True)
    assert again.get("charge", {}).get("amount") in (None, "0", "0.00")
    assert "less than an hour ago" in again["warnings"][0]
    assert len(await hall.mails("ann@work.test")) == 1
    assert (await boss.call("get_freelancer", freelancer_id=first["id"]))["freelancer"]["name"] == "Ann"
    old = await invite_token(hall, "ann@work.test")
    hall.clock.advance(minutes=1)
    await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    assert len(await hall.mails("ann@work.test")) == 2
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=old, **REGISTER)
    assert no.value.status == 409


async def test_a_known_person_joins_another_team_without_a_fee(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    other = await company(hall, "Other")
    answer = await other.call("invite_freelancer", email="ann@work.test", country="DE", note="ours too")
    assert (answer["id"], answer["is_registered"]) == (ann.id, True)
    assert (other.company, ann.id, 3) in memberships(hall)
    assert len(await hall.mails("ann@work.test")) == 1
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'invite_freelancer' AND amount > 0") == [(1,)]
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    assert ("Other added you to its team of freelancers.",) in told
    mine = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]["details"]
    assert "note" not in mine


async def test_contacts_of_two_people_do_not_make_one(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call("invite_freelancer", email="ann@work.test", country="DE", send_email=False)
    await boss.call("invite_freelancer", phone="491701234567", country="DE")
    with pytest.raises(Refused) as no:
        await boss.call("invite_freelancer", email="ann@work.test", phone="491701234567", country="DE")
    assert (no.value.status, no.value.code) == (409, "different_people")


async def test_an_invite_never_changes_how_a_known_person_is_reached(hall: Hall) -> None:
    boss = await company(hall)
    await registered(hall, boss)
    other = await company(hall, "Other")
    answer = await other.call("invite_freelancer", email="ann@work.test", phone="491701234567", country="DE")
    assert "request_freelancer_contact_change" in answer["warnings"][0]
    assert hall.sql("SELECT phone FROM persons WHERE id = ?", answer["id"]) == [(None,)]


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ({"country": "DE"}, {"email", "phone"}),
        ({"country": "XX", "email": "ann@work.test"}, {"country"}),
        ({"email": "ann@work.test"}, {"country"}),
        ({"country": "XX", "phone": "12"}, {"country", "phone"}),
        ({"country": "DE", "email": "not an address"}, {"email"}),
        ({"country": "DE", "email": "ann@work.test", "first_name": "x" * 101}, {"first_name"}),
        ({"country": "DE", "email": "ann@work.test", "uuid": "1"}, {"uuid"}),
    ],
)
async def test_faulty_invites_are_refused(hall: Hall, arguments: dict[str, str], fields: set[str]) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await boss.call("invite_freelancer", **arguments)
    assert (no.value.status, set(no.value.fields)) == (422, fields)
    assert memberships(hall) == []


async def test_a_dry_run_of_an_invite_leaves_nothing(hall: Hall) -> None:
    boss = await company(hall)
    answer = await boss.call("invite_freelancer", email="ann@work.test", country="DE", dry_run=True)
    assert answer["dry_run"] is True
    assert (memberships(hall), await hall.mails("ann@work.test")) == ([], [])


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
        topics = hall.sql("SELECT topic FROM notices WHERE owner_type = 'company' AND owner_id = ?", owner)
        assert ("freelancerRegistered",) in topics
    offer = hall.sql("SELECT template_uuid FROM agreement_templates WHERE kind = 'offer' AND is_current = 1")
    assert hall.sql("SELECT template_uuid FROM agreement_signatures WHERE person_id = ? AND on_behalf = 0", id) == offer
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    assert (no.value.status, no.value.code) == (409, "invite_ended")


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


async def test_removing_ends_the_membership_and_keeps_the_person(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    assert (await boss.call("remove_freelancer", freelancer_id=ann.id))["removed"] is True
    assert "Ann Lee" in boss.questions[0]
    assert (await boss.call("list_freelancers"))["items"] == []
    former = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert (former["team_status"], former["name"]) == ("removed", "Ann Lee")
    for tool, more in (("remove_freelancer", {}), ("update_freelancer", {"note": "x"})):
        with pytest.raises(Refused) as no:
            await boss.call(tool, freelancer_id=ann.id, **more)
        assert no.value.status == 404
    back = await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    assert (back["id"], back["is_registered"]) == (ann.id, True)
    assert memberships(hall) == [(boss.company, ann.id, 3)]


async def test_removing_withdraws_an_open_invite(hall: Hall) -> None:
    boss = await company(hall)
    id = await invited(hall, boss, "ann@work.test")
    token = await invite_token(hall, "ann@work.test")
    await boss.call("remove_freelancer", freelancer_id=id)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    assert no.value.status == 409


async def test_an_unwilling_person_stops_a_removal(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    boss.says_yes = False
    with pytest.raises(Refused):
        await boss.call("remove_freelancer", freelancer_id=ann.id)
    assert memberships(hall) == [(boss.company, ann.id, 3)]


async def test_strangers_cannot_remove_anybody(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    other = await company(hall, "Other")
    told = set()
    for id in (ann.id, 999):
        with pytest.raises(Refused) as no:
            await other.call("remove_freelancer", freelancer_id=id)
        told.add(no.value.text.replace(str(id), "N"))
    assert len(told) == 1
    with pytest.raises(Refused) as no:
        await ann.call("remove_freelancer", freelancer_id=ann.id)
    assert no.value.status == 403
