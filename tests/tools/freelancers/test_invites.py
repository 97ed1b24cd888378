"""Inviting people and removing them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import REGISTER, code_sent_to, company, invite_token, invited, memberships, registered


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
    assert mail.subject == "An invitation to work as a freelancer"
    assert "The company “Acme” would like" in mail.body
    assert hall.sql("SELECT language FROM persons WHERE id = ?", answer["id"]) == [("en",)]


@pytest.mark.parametrize(("language", "subject"), [("FI", "kutsu"), ("RU", "приглаш"), ("EN", "invit")])
async def test_whoever_has_an_account_is_invited_in_their_own_language(hall: Hall, language: str, subject: str) -> None:
    boss, eva = await company(hall), await hall.person("eva@work.test")
    await eva.call("set_my_language", language=language)
    for in_english in (False, True):
        await invited(hall, boss, "eva@work.test", in_english=in_english)
        [*_, mail] = await hall.mails("eva@work.test")
        assert subject in mail.subject.lower(), mail.subject
        hall.clock.advance(days=2)


async def test_an_invite_is_russian_unless_asked_otherwise(hall: Hall) -> None:
    boss = await company(hall)
    await invited(hall, boss, "ann@work.test", in_english=False)
    [mail] = await hall.mails("ann@work.test")
    assert mail.subject == "Приглашение к сотрудничеству"
    assert "Примите его с помощью confirm_freelancer_registration" in mail.body
    assert "Чтобы больше не получать таких писем" in mail.body
    await invited(hall, boss, "bob@work.test", in_english=True)
    assert (await hall.mails("bob@work.test"))[0].subject == "An invitation to work as a freelancer"


async def test_without_mail_or_by_phone_the_person_is_only_added(hall: Hall) -> None:
    boss = await company(hall)
    quiet = await boss.call("invite_freelancer", email="ann@work.test", country="DE", send_email=False)
    by_phone = await boss.call("invite_freelancer", phone="+49 (170) 123-4567", country="DE")
    assert (quiet["is_invite_sent"], by_phone["is_invite_sent"]) == (False, False)
    assert [row[2] for row in memberships(hall)] == [1, 1]
    assert await hall.mails("ann@work.test") == []
    assert await hall.mails("+491701234567") == []


async def test_one_number_is_one_freelancer_and_one_charge_however_it_is_written(hall: Hall) -> None:
    boss = await company(hall)
    first = await boss.call("invite_freelancer", phone="+358 40 123 4567", country="FI")
    for phone in ("+358 (0)40 123 4567", "00358401234567", "00358 (0)40 1234567", "040 123 4567", "358401234567"):
        again = await boss.call("invite_freelancer", phone=phone, country="FI")
        assert again["id"] == first["id"], phone
        assert again.get("charge", {}).get("amount") in (None, "0", "0.00"), phone
        found = await boss.call("find_freelancer_by_phone", phone=phone.replace("040 123", "+35840123"))
        assert found["freelancer"]["id"] == first["id"], phone
    assert len(memberships(hall)) == 1
    assert hall.sql("SELECT phone FROM persons WHERE id = ?", first["id"]) == [("+358401234567",)]


@pytest.mark.parametrize(
    "phone", ["+358 40 1234567/8", "+79991234567 Ivan", "+358401234567, +358401234568", "+447700900123", "123456789"]
)
async def test_what_is_not_one_number_in_use_invites_nobody(hall: Hall, phone: str) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await boss.call("invite_freelancer", phone=phone, country="FI")
    assert set(no.value.fields) == {"phone"}
    assert memberships(hall) == []


async def test_somebody_in_the_team_is_not_added_or_charged_again(hall: Hall) -> None:
    boss = await company(hall)
    first = await boss.call("invite_freelancer", email="ann@work.test", country="DE", first_name="Ann")
    hall.clock.advance(hours=23)
    again = await boss.call("invite_freelancer", email="ANN@work.test", country="FR", first_name="Bob")
    assert (again["uuid"], again["id"], again["is_invite_sent"]) == (first["uuid"], first["id"], True)
    assert again.get("charge", {}).get("amount") in (None, "0", "0.00")
    assert "Not mailed: ANN@work.test" in again["warnings"][0]
    assert len(await hall.mails("ann@work.test")) == 1
    assert (await boss.call("get_freelancer", freelancer_id=first["id"]))["freelancer"]["name"] == "Ann"
    old = await invite_token(hall, "ann@work.test")
    hall.clock.advance(hours=1)
    await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    assert len(await hall.mails("ann@work.test")) == 2
    with pytest.raises(Refused) as no:
        await hall.nobody().call("confirm_freelancer_registration", invite_token=old, **REGISTER)
    assert no.value.status == 409


async def test_whether_somebody_has_an_account_is_not_told_and_they_join_when_they_agree(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    other = await company(hall, "Other")
    hall.clock.advance(days=1)
    tried = []
    for email in ("ann@work.test", "nobody@work.test"):
        tried.append(await other.call("invite_freelancer", email=email, country="DE", dry_run=True))
    assert tried[0] == tried[1]
    assert {"id", "uuid"}.isdisjoint(tried[0])
    answers = []
    for email in ("ann@work.test", "nobody@work.test"):
        answer = await other.call("invite_freelancer", email=email, country="DE", note="ours too")
        answers.append({**answer, "id": 0, "uuid": "", "charge": answer["charge"]["amount"]})
    assert answers[0] == answers[1]
    assert (other.company, ann.id, 2) in memberships(hall)
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ?", ann.id)
    assert any("“Other” asks you into its team" in text for (text,) in told)
    before = hall.sql("SELECT * FROM freelancer_profiles WHERE person_id = ?", ann.id)
    token = await invite_token(hall, "ann@work.test")
    for refused in ({"accept_agreement": False}, {"accept_agreement": True, "who": await hall.person("eve@work.test")}):
        caller = refused.pop("who", ann)
        with pytest.raises(Refused):
            await caller.call("confirm_freelancer_registration", invite_token=token, **refused)
    agreed = await ann.call("confirm_freelancer_registration", invite_token=token, accept_agreement=True)
    assert agreed["freelancer"]["id"] == ann.id
    assert (other.company, ann.id, 3) in memberships(hall)
    assert hall.sql("SELECT * FROM freelancer_profiles WHERE person_id = ?", ann.id) == before
    mine = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]["details"]
    assert "note" not in mine


async def test_an_address_gets_one_invite_a_day_however_it_is_written_and_whoever_invites(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Sign in at https://evil.test/login")
    assert (await boss.call("invite_freelancer", email="ann@work.test", country="DE"))["is_invite_sent"] is True
    for address in ("ann@work.test", "ANN+1@work.test", "ann+2@WORK.test"):
        answer = await other.call("invite_freelancer", email=address, country="DE", in_english=True)
        assert answer["is_invite_sent"] is False
        assert "takes no more such mail today" in answer["warnings"][-1]
    assert len(await hall.mails("ann@work.test")) == 1
    hall.clock.advance(days=1)
    await other.call("invite_freelancer", email="ann@work.test", country="DE", in_english=True)
    later = (await hall.mails("ann@work.test"))[-1]
    assert later.subject == "An invitation to work as a freelancer"
    assert "“Sign in at evil[.]test/login”" in later.body
    assert "https:" not in later.body


async def test_a_number_somebody_only_typed_in_catches_no_invite(hall: Hall) -> None:
    boss = await company(hall)
    squatter = await registered(hall, boss, "squatter@work.test")
    await squatter.call("update_my_profile", phone="+491701234567", present_password="correct horse")
    for contacts in ({"phone": "+491701234567"}, {"phone": "+491701234567", "email": "real@work.test"}):
        answer = await boss.call("invite_freelancer", country="DE", first_name="Real", **contacts)
        assert answer["id"] != squatter.id
    with pytest.raises(Refused) as no:
        await (await company(hall, "Other")).call("find_freelancer_by_phone", phone="+491701234567")
    assert no.value.status == 404
    guest = hall.nobody()
    await guest.call("confirm_freelancer_registration", phone="491701234567", accept_agreement=True)
    code = await code_sent_to(hall, "+491701234567")
    real = await guest.call(
        "confirm_freelancer_registration", phone="491701234567", code=code, last_name="Worker", **REGISTER
    )
    assert real["freelancer"]["id"] != squatter.id
    # The number is its owner's now, whoever else wrote it down before.
    found = await (await company(hall, "Third")).call("find_freelancer_by_phone", phone="491701234567")
    assert found["freelancer"]["id"] == real["freelancer"]["id"]


async def test_an_address_somebody_only_typed_in_belongs_to_whoever_reads_it(hall: Hall) -> None:
    boss = await company(hall)
    squatter = await hall.person("squatter@work.test")
    await hall.app.database.write(
        lambda tx: tx.change(
            "persons",
            squatter.id,
            email="real@work.test",
            email_key="real@work.test",
            email_verified_at=None,
            password_hash="x",
        )
    )
    await boss.call("invite_freelancer", country="DE", email="real@work.test", first_name="Real", last_name="Worker")
    token = await invite_token(hall, "real@work.test")
    await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    with pytest.raises(Refused):
        await squatter.call("get_my_profile")
    answer = await hall.nobody().call("log_in_with_password", username="real@work.test", password="correct horse")
    assert answer["person"]["full_name"] == "Real Worker"


async def test_somebody_who_registers_by_number_keeps_no_address_that_others_typed(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call(
        "invite_freelancer", country="DE", email="evil@work.test", phone="491701234567", first_name="A", last_name="B"
    )
    guest = hall.nobody()
    await guest.call("confirm_freelancer_registration", phone="491701234567", accept_agreement=True)
    code = await code_sent_to(hall, "+491701234567")
    await guest.call("confirm_freelancer_registration", phone="491701234567", code=code, **REGISTER)
    await guest.call("request_login_code", email="evil@work.test")
    assert all("sign-in code" not in mail.subject for mail in await hall.mails("evil@work.test"))
    assert "token" in await guest.call("log_in_with_password", username="+491701234567", password="correct horse")


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
    hall.clock.advance(days=1)
    answer = await other.call("invite_freelancer", email="ann@work.test", phone="491701234567", country="DE")
    assert "warnings" not in answer
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
    hall.clock.advance(days=1)
    back = await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    assert (back["id"], back["is_registered"]) == (ann.id, False)
    assert memberships(hall) == [(boss.company, ann.id, 2)]
    token = await invite_token(hall, "ann@work.test")
    await ann.call("confirm_freelancer_registration", invite_token=token, accept_agreement=True)
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


async def test_who_names_no_country_is_shown_where_their_letters_are(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await boss.call("invite_freelancer", email="ann@work.test", country="XX")
    assert (list(no.value.fields), no.value.next) == (["country"], ["list_country_codes"])
