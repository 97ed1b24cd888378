"""What signs in or reaches somebody is changed by its owner alone, and what was not can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import (
    ANN,
    PHONE,
    ann_with_password,
    authenticator,
    code_for,
    log_in,
    proof,
    set_password,
    signed_in,
    undo_token,
)
from tools.people.rules.sign_in import authenticator_code

OTHER = "+358409999999"
NEW_PASSWORD = {"password": "thief was here", "password_confirmation": "thief was here"}


@pytest.mark.parametrize("change", [NEW_PASSWORD, {"phone": OTHER}, {**NEW_PASSWORD, "phone": OTHER, "city": "Espoo"}])
@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({}, 403, "owner_proof_required"),
        ({"present_password": "guessed"}, 401, "wrong_credentials"),
        ({"contact_code": "123456"}, 422, "wrong_code"),
    ],
)
async def test_a_session_alone_changes_nothing_that_signs_in_or_reaches(
    hall: Hall, change: dict[str, Any], more: dict[str, Any], status: int, code: str
) -> None:
    ann = await ann_with_password(hall)
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", **change, **more)
    assert (no.value.status, no.value.code) == (status, code)
    user = (await ann.call("get_my_profile"))["user"]
    assert (user["phone"], user.get("city")) == (PHONE, None)
    assert "token" in await log_in(hall)


async def test_the_present_password_or_a_code_to_the_present_address_is_proof(hall: Hall) -> None:
    ann = await hall.person(ANN)
    await ann.call("update_my_profile", city="Espoo", name="Ann Lee")
    await set_password(hall, ann)
    await ann.call("update_my_profile", phone=OTHER, present_password="open sesame")
    assert (await ann.call("get_my_profile"))["user"]["phone"] == OTHER
    # The same number again is no change.
    await ann.call("update_my_profile", phone=OTHER, city="Turku")


async def test_a_code_is_good_for_one_change_of_its_own_person_for_ten_minutes(hall: Hall) -> None:
    ann, eve = await hall.person(ANN), await hall.person("eve@work.test")
    asked = await ann.call("request_contact_code")
    assert asked == {"sent_to": "a***@work.test", "expires_at": "2026-03-02T09:10:00Z"}
    code = await code_for(hall, ANN)
    with pytest.raises(Refused):
        await eve.call("update_my_profile", phone=OTHER, contact_code=code)
    await ann.call("update_my_profile", phone=OTHER, contact_code=code)
    with pytest.raises(Refused):
        await ann.call("update_my_profile", phone=PHONE, contact_code=code)
    hall.clock.advance(minutes=1)
    late = await proof(hall, ann)
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused):
        await ann.call("update_my_profile", phone=PHONE, **late)


async def test_without_an_address_the_code_goes_to_the_number(hall: Hall) -> None:
    ann = await hall.person(ANN)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, email=None, phone="358401234567"))
    assert (await ann.call("request_contact_code"))["sent_to"] == "***67"
    await ann.call("update_my_profile", **NEW_PASSWORD, contact_code=await code_for(hall, PHONE))
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, phone=None))
    with pytest.raises(Refused) as no:
        await ann.call("request_contact_code")
    assert no.value.code == "no_contact"


async def test_wrong_present_passwords_lock_the_name_here(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    for _ in range(5):
        with pytest.raises(Refused):
            await ann.call("update_my_profile", phone=OTHER, present_password="guessed")
    with pytest.raises(Refused) as locked:
        await ann.call("update_my_profile", phone=OTHER, present_password="open sesame")
    assert locked.value.code == "locked"


async def test_the_number_of_the_second_factor_stays_while_it_is_in_force(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, second_factor="sms"))
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", phone=OTHER, present_password="open sesame")
    assert (no.value.code, no.value.next) == ("second_factor_uses_phone", ["set_two_factor_method"])


async def test_a_change_is_undone_by_the_mail_about_it_which_ends_all_sessions(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    _, thief = await signed_in(hall, ANN)
    await thief.call("update_my_profile", **NEW_PASSWORD, phone=OTHER, present_password="open sesame")
    with pytest.raises(Refused):
        await ann.call("get_my_profile")
    mail = (await hall.mails(ANN))[-1]
    assert mail.subject.startswith("Your account: The phone number and password of your account was changed")
    undone = await hall.nobody().call("undo_contact_change", token=undo_token(mail.body))
    assert "request_login_code" in undone["message"]
    with pytest.raises(Refused):
        await thief.call("get_my_profile")
    for password in ("open sesame", "thief was here"):
        with pytest.raises(Refused):
            await log_in(hall, password)
    hall.clock.advance(minutes=1)
    _, back = await signed_in(hall, ANN)
    assert (await back.call("get_my_profile"))["user"]["phone"] == PHONE
    with pytest.raises(Refused) as again:
        await hall.nobody().call("undo_contact_change", token=undo_token(mail.body))
    assert again.value.code == "undo_ended"


async def test_an_undone_second_factor_comes_back_with_the_password_it_goes_with(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    secret = await authenticator(hall, ann)
    hall.clock.advance(minutes=1)
    code = authenticator_code(secret, hall.clock())
    await ann.call("set_two_factor_method", method="none", password="open sesame", code=code)
    await hall.nobody().call("undo_contact_change", token=undo_token((await hall.mails(ANN))[-1].body))
    assert (await log_in(hall))["method"] == "google"
    hall.clock.advance(seconds=30)
    assert "token" in await log_in(hall, code=authenticator_code(secret, hall.clock()))


async def test_a_change_is_undone_for_seven_days_and_those_after_it_with_it(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    hall.clock.advance(minutes=30)
    _, session = await signed_in(hall, ANN)
    await session.call("update_my_profile", phone=OTHER, present_password="open sesame")
    first = undo_token((await hall.mails(ANN))[-1].body)
    await session.call("update_my_profile", **NEW_PASSWORD, present_password="open sesame")
    second = undo_token((await hall.mails(ANN))[-1].body)
    await hall.nobody().call("undo_contact_change", token=first)
    for token in (second, "hh_undo_made_up"):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("undo_contact_change", token=token)
        assert no.value.code == "undo_ended"
    assert hall.sql("SELECT count(*) FROM contact_changes WHERE id > 1 AND before <> '{}'") == [(0,)]
    hall.clock.advance(days=7)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM contact_changes WHERE ended_at IS NULL") == [(0,)]
    assert ann.id


async def test_agents_have_no_such_contacts(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await agent.call("request_contact_code")
    assert (no.value.status, no.value.code) == (403, "people_only")
