from __future__ import annotations

from typing import Any

import pytest

from server.calls.pipeline import Request
from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import code_for, from_elsewhere
from tests.tools.specialists.market import offer
from tests.tools.uploads.upload_helpers import PDF, picture, sent

ANN = "ann@work.test"
HOURS = {"label": "Consultation", "settings": {"rules": [{"days": [1, 2], "start": "09:00", "end": "12:00"}]}}
TABLES = ("persons", "calendars", "schedules", "files", "events", "person_skills", "skills")


async def join(hall: Hall, **more: Any) -> dict[str, Any]:
    return await hall.nobody().call("register_account", **{"email": ANN, "terms": "accepted", **more})


def counts(hall: Hall) -> dict[str, int]:
    return {table: hall.sql(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


async def test_joining_mails_a_code_that_makes_the_account_usable(hall: Hall) -> None:
    answer = await join(hall, name="Ann Lee", phone="00358 40 1234567", tovarisch="1")
    assert answer["countdown"] == 60
    signed_in = await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    ann = hall.holder(signed_in["token"])
    mine = (await ann.call("get_my_profile"))["user"]
    assert (mine["name"], mine["phone"], mine["tovarisch"]) == ("Ann Lee", "+358401234567", True)
    assert mine["terms_accepted_at"] == "2026-03-02T09:00:00Z"
    assert mine["email_verified"] is True
    assert hall.sql("SELECT id FROM calendars WHERE is_default = 1") == [(mine["default_kal_id"],)]


@pytest.mark.parametrize("terms", ["true", "yes", "1", "Accepted"])
async def test_the_terms_are_accepted_in_these_words_too(hall: Hall, terms: str) -> None:
    assert (await join(hall, terms=terms))["countdown"] == 60
    assert counts(hall)["persons"] == 1


async def test_everything_somebody_brings_is_stored_free_of_charge(hall: Hall) -> None:
    await join(
        hall,
        schedule={**HOURS, "timezone": "Europe/Helsinki", "price": "60.00", "currency": "EUR"},
        events=[{"date": "2026-03-07", "start": "10:00", "duration": 90, "label": "Workshop"}],
        ava=sent(picture(), "me.png"),
        docs=[sent(PDF, "diploma.pdf")],
        skills=[{"name": "Welding", "level": "expert"}],
    )
    assert counts(hall) == {
        "persons": 1, "calendars": 1, "schedules": 1, "files": 2, "events": 1, "person_skills": 1, "skills": 1,
    }  # fmt: skip
    assert hall.sql("SELECT label, private, price, timezone FROM schedules") == [
        ("Consultation", 0, 6000, "Europe/Helsinki")
    ]
    assert hall.sql("SELECT label, start_at, duration FROM events") == [("Workshop", "2026-03-07T08:00:00.000Z", 90)]
    assert hall.sql("SELECT DISTINCT attached_to FROM files") == [("person:1",)]
    assert hall.sql("SELECT count(*) FROM ledger_transfers") == [(0,)]


async def test_a_schedule_is_found_only_after_the_first_sign_in(hall: Hall) -> None:
    await join(hall, schedule=HOURS)
    assert hall.sql("SELECT count(*) FROM specialist_listings") == [(0,)]
    ben = await hall.person("ben@work.test")
    with pytest.raises(Refused) as no:
        await ben.call("get_schedule", schedule_id=1)
    assert no.value.code == "not_found"
    await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert hall.sql("SELECT person_id FROM specialist_listings") == [(1,)]
    assert (await ben.call("get_schedule", schedule_id=1))["schedule"]["id"] == 1


async def test_a_password_given_when_joining_works_once_the_mail_was_read(hall: Hall) -> None:
    await join(hall, password="open sesame")
    with pytest.raises(Refused) as early:
        await hall.nobody().call("log_in_with_password", username=ANN, password="open sesame")
    assert (early.value.status, early.value.code) == (403, "email_not_verified")
    assert early.value.next == ["request_login_code"]
    await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    answer = await hall.nobody().call("log_in_with_password", username=ANN, password="open sesame")
    assert "token" in answer


async def test_whoever_reads_the_mail_keeps_what_they_joined_with_and_nothing_of_whoever_joined_before(
    hall: Hall,
) -> None:
    more = {"schedule": HOURS, "ava": sent(picture()), "skills": [{"name": "Fraud"}], "phone": "+358409999999"}
    await join(hall, password="attackers own", name="Trap", **more)
    hall.clock.advance(minutes=2)
    await join(hall, password="my own one 2", name="Ann Lee", skills=[{"name": "Welding"}])
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert "warnings" not in answer
    mine = (await hall.holder(answer["token"]).call("get_my_profile"))["user"]
    assert (mine["name"], [skill["name"] for skill in mine["skills"]]) == ("Ann Lee", ["Welding"])
    assert "phone" not in mine
    assert "ava_id" not in mine
    assert hall.sql("SELECT count(*) FROM schedules WHERE deleted_at IS NULL") == [(0,)]
    assert hall.sql("SELECT count(*) FROM files WHERE deleted_at IS NULL") == [(0,)]
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_password", username=ANN, password="attackers own")
    assert "token" in await hall.nobody().call("log_in_with_password", username=ANN, password="my own one 2")


async def test_a_code_that_did_not_come_with_the_joining_keeps_nothing_of_it(hall: Hall) -> None:
    await join(hall, password="attackers own", name="Trap", schedule=HOURS)
    hall.clock.advance(minutes=2)
    await hall.nobody().call("request_login_code", email=ANN)
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert len(answer["warnings"]) == 2
    assert answer["user"]["name"] == "ann"
    assert hall.sql("SELECT count(*) FROM specialist_listings") == [(0,)]
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_password", username=ANN, password="attackers own")


async def test_the_mail_of_an_earlier_joining_does_not_keep_what_a_later_one_wrote(hall: Hall) -> None:
    await join(hall, password="my own one 2", name="Ann Lee")
    mine = await code_for(hall, ANN)
    hall.sql_script("UPDATE codes SET created_at = '2026-03-02T08:00:00.000Z', address = 'kept@work.test'")
    await join(hall, password="attackers own", name="Trap")
    hall.sql_script("DELETE FROM codes WHERE address <> 'kept@work.test'")
    hall.sql_script("UPDATE codes SET created_at = '2026-03-02T09:00:00.000Z', address = 'ann@work.test'")
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=mine)
    assert answer["user"]["name"] == "ann"
    for password in ("attackers own", "my own one 2"):
        with pytest.raises(Refused):
            await hall.nobody().call("log_in_with_password", username=ANN, password=password)


async def test_an_address_with_an_account_gets_the_same_answer_and_nothing_changes(hall: Hall) -> None:
    await hall.person(ANN)
    before = counts(hall)
    more = {"schedule": HOURS, "ava": sent(picture()), "skills": [{"name": "Welding"}], "password": "open sesame"}
    known = await join(hall, **more)
    new = await join(hall, email="new@work.test", **more)
    assert known == new
    assert counts(hall)["persons"] == before["persons"] + 1
    assert counts(hall)["schedules"] == 1
    assert counts(hall)["files"] == 1
    assert hall.sql("SELECT password_hash FROM persons WHERE email = ?", ANN) == [(None,)]
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert answer["user"]["email"] == ANN


async def test_joining_a_moment_after_asking_for_a_code_is_answered_alike_for_old_and_new(hall: Hall) -> None:
    await hall.person(ANN)
    answers = []
    for address in (ANN, "new@work.test"):
        await hall.nobody().call("request_login_code", email=address)
        answers.append(await join(hall, email=address))
    assert answers[0] == answers[1]
    assert answers[0]["countdown"] == 60
    assert "register_account again" in answers[0]["message"]
    assert counts(hall)["persons"] == 1
    hall.clock.advance(minutes=1)
    await join(hall, email="new@work.test")
    assert counts(hall)["persons"] == 2


@pytest.mark.parametrize("email", [ANN, "known@work.test"])
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"terms": "no"}, "terms"),
        ({"name": "A"}, "name"),
        ({"phone": "123"}, "phone"),
        ({"password": "short"}, "password"),
        ({"password": "1111111111"}, "password"),
        ({"tovarisch": "2"}, "tovarisch"),
        ({"events": [{"date": "2026-03-07", "start": "10:00"}]}, "events"),
        ({"schedule": HOURS, "events": []}, "events"),
        ({"schedule": "{not json"}, "schedule"),
        ({"schedule": {**HOURS, "settings": {"rulez": []}}}, "schedule.settings.rulez"),
        ({"schedule": {**HOURS, "price": "60.00"}}, "schedule.currency"),
        ({"schedule": HOURS, "events": [{"date": "2026-03-07", "start": "25:00"}]}, "events[0].start"),
        ({"docs": []}, "docs"),
        ({"docs": [sent(picture()), sent(b"MZ\x90\0" + b"\0" * 99)]}, "docs[1]"),
        ({"ava": sent(PDF)}, "ava"),
        ({"ava": sent(picture() + b"\0" * (5120 * 1024))}, "ava"),
        ({"skills": [{"id": 99}]}, "skills[0].id"),
        ({"skills": [{"level": "expert"}]}, "skills[0]"),
    ],
)
async def test_whatever_is_faulty_is_named_and_nothing_is_stored(
    hall: Hall, email: str, more: dict[str, Any], field: str
) -> None:
    await hall.person("known@work.test")
    before = counts(hall)
    with pytest.raises(Refused) as no:
        await join(hall, email=email, **more)
    assert no.value.status == 422
    assert list(no.value.fields) == [field]
    assert counts(hall) == before
    assert await hall.mails(email) == []


async def test_a_schedule_may_come_as_json_text(hall: Hall) -> None:
    await join(hall, schedule='{"label": "Talks", "settings": {}}')
    assert hall.sql("SELECT label FROM schedules") == [("Talks",)]


async def test_too_many_accounts_from_one_network_address_wait(hall: Hall) -> None:
    async def from_afar(number: int) -> Any:
        arguments = {"email": f"p{number}@work.test", "terms": "accepted"}
        return await hall.app.pipeline.call(Request("register_account", arguments, origin="203.0.113.7"))

    for number in range(20):
        assert (await from_afar(number)).answer["countdown"] == 60
    assert (await from_afar(20)).refusal.code == "too_many_sign_ups"


@pytest.mark.parametrize("how", ["dry runs", "refusals"])
async def test_accounts_that_are_only_tried_count_like_those_that_are_opened(hall: Hall, how: str) -> None:
    eve = from_elsewhere(hall, "203.0.113.66")
    given: dict[str, Any] = {"email": "me@work.test", "terms": "accepted"}
    given |= {"dry_run": True} if how == "dry runs" else {"skills": [{"id": 4711}]}
    codes = []
    for _ in range(22):
        try:
            await eve.call("register_account", **given)
            codes.append("")
        except Refused as refused:
            codes.append(refused.code)
    assert codes[:20] == [codes[0]] * 20
    assert codes[20:] == ["too_many_sign_ups"] * 2
    assert hall.sql("SELECT count(*) FROM persons") == [(0,)]


async def test_whoever_only_joined_is_shown_to_nobody_until_they_choose_so(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await join(hall, phone="+358401234567")
    ann = await first_sign_in(hall)
    user = (await ann.call("get_my_profile"))["user"]
    assert (user["hide_email"], user["hide_phone"]) == (True, True)
    await _refused_both(acme, user["id"])
    page = await acme.call("get_specialist_profile", user_id=user["id"], include=["contact"])
    assert (page["user"]["contact"]["email_shown"], page["user"]["contact"]["phone_shown"]) == (False, False)
    changed = await ann.call("update_my_profile", hide_phone=False)
    assert (changed["user"]["hide_email"], changed["user"]["hide_phone"]) == (True, False)
    assert "warnings" not in changed
    shown = await acme.call("reveal_specialist_phone", user_id=user["id"])
    assert shown["phone"] == "+358401234567"
    with pytest.raises(Refused):
        await acme.call("reveal_specialist_email", user_id=user["id"])


async def test_a_public_schedule_opens_what_was_not_hidden(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await join(hall, phone="+358401234567")
    ann = await first_sign_in(hall)
    user = (await ann.call("get_my_profile"))["user"]
    await _refused_both(acme, user["id"])
    await offer(hall, ann)
    user = (await ann.call("get_my_profile"))["user"]
    assert (user["hide_email"], user["hide_phone"]) == (False, False)
    assert (await acme.call("reveal_specialist_email", user_id=user["id"]))["email"] == ANN


async def first_sign_in(hall: Hall) -> TestCaller:
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    return hall.holder(answer["token"], "person", answer["user"]["id"])


async def _refused_both(viewer: TestCaller, user_id: int) -> None:
    for channel in ("email", "phone"):
        with pytest.raises(Refused) as no:
            await viewer.call(f"reveal_specialist_{channel}", user_id=user_id)
        assert no.value.code == f"{channel}_not_available"
