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
    other_than,
    set_password,
)
from tools.people.rules.sign_in import authenticator_code


async def test_a_new_second_factor_is_in_force_only_once_its_code_is_given(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    asked = await ann.call("set_two_factor_method", method="sms", password="open sesame")
    assert asked == {"code_required": True, "sent_to": "***67"}
    assert "token" in await log_in(hall)
    with pytest.raises(Refused) as no:
        wrong = other_than(await code_for(hall, PHONE))
        await ann.call("set_two_factor_method", method="sms", password="open sesame", code=wrong)
    assert (no.value.status, no.value.code) == (422, "wrong_code")
    assert (await ann.call("get_personal_details"))["personal_details"]["two_fa_method"] == "none"
    code = await code_for(hall, PHONE)
    await ann.call("set_two_factor_method", method="sms", password="open sesame", code=code)
    assert (await ann.call("get_personal_details"))["personal_details"]["two_fa_method"] == "sms"


async def test_the_second_factor_is_switched_off_with_its_own_code(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    secret = await authenticator(hall, ann)
    assert await ann.call("set_two_factor_method", method="none", password="open sesame") == {"code_required": True}
    hall.clock.advance(minutes=1)
    code = authenticator_code(secret, hall.clock())
    with pytest.raises(Refused) as no:
        await ann.call("set_two_factor_method", method="none", password="open sesame", code=other_than(code))
    assert no.value.status == 422
    done = await ann.call("set_two_factor_method", method="none", password="open sesame", code=code)
    assert done == {"two_fa_method": "none"}
    assert "token" in await log_in(hall)


async def test_a_second_factor_needs_the_password_and_a_phone(hall: Hall) -> None:
    ann = await hall.person(ANN)
    with pytest.raises(Refused) as none:
        await ann.call("set_two_factor_method", method="sms", password="x")
    assert (none.value.status, none.value.shape["state"]) == (409, "no_password")
    await set_password(hall, ann)
    with pytest.raises(Refused) as wrong:
        await ann.call("set_two_factor_method", method="sms", password="x")
    assert wrong.value.status == 401
    with pytest.raises(Refused) as no_phone:
        await ann.call("set_two_factor_method", method="sms", password="open sesame")
    assert (no_phone.value.status, no_phone.value.code) == (409, "no_phone")
    with pytest.raises(Refused) as early:
        await ann.call("set_two_factor_method", method="google", password="open sesame", code="123456")
    assert early.value.shape["state"] == "not_started"
    assert await ann.call("set_two_factor_method", method="none", password="open sesame") == {"two_fa_method": "none"}


async def test_own_details_show_settings_and_for_freelancers_their_tax_status(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    details = (await ann.call("get_personal_details"))["personal_details"]
    assert details["username"] == ANN
    assert details["two_fa_method"] == "none"
    assert (details["language"], details["language_string_value"]) == ("EN", "English")
    assert details["type"] == "customer"
    assert "taxation_status" not in details
    stamp = "2026-03-01T09:00:00.000Z"
    await hall.app.database.write(
        lambda tx: tx.insert(
            "freelancer_profiles", person_id=ann.id, taxation_status_id=4, created_at=stamp, updated_at=stamp
        )
    )
    details = (await ann.call("get_personal_details"))["personal_details"]
    assert (details["type"], details["taxation_status"], details["is_verified"]) == ("freelancer", 4, False)


async def test_the_language_is_english_finnish_or_russian(hall: Hall) -> None:
    ann = await hall.person(ANN)
    chosen = await ann.call("set_my_language", language="RU")
    assert (chosen["language"], chosen["language_string_value"]) == ("RU", "Russian")
    assert "come in Russian; answers of tools stay English" in chosen["message"]
    assert (await ann.call("get_personal_details"))["personal_details"]["language"] == "RU"
    chosen = await ann.call("set_my_language", language="FI")
    assert (chosen["language"], chosen["language_string_value"]) == ("FI", "Finnish")
    assert "come in Finnish, names of service categories in English; answers" in chosen["message"]
    details = (await ann.call("get_personal_details"))["personal_details"]
    assert (details["language"], details["language_string_value"]) == ("FI", "Finnish")
    with pytest.raises(Refused) as no:
        await ann.call("set_my_language", language="DE")
    assert all(code in no.value.fields["language"] for code in ("EN", "FI", "RU"))


async def test_account_settings_are_for_people(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("get_personal_details", {}),
        ("set_my_language", {"language": "EN"}),
        ("set_two_factor_method", {"method": "none", "password": "x"}),
    ]
    for tool, arguments in calls:
        with pytest.raises(Refused) as no:
            await agent.call(tool, **arguments)
        assert (no.value.status, no.value.code) == (403, "people_only")
        with pytest.raises(Refused) as nobody:
            await hall.nobody().call(tool, **arguments)
        assert nobody.value.status == 401
