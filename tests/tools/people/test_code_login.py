from __future__ import annotations

from typing import Any

import pytest

from store.secrets import hash_secret
from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import code_for, other_than, signed_in

ANN = "ann@work.test"


async def test_a_mailed_code_signs_a_person_in_for_an_hour(hall: Hall) -> None:
    ann = await hall.person(ANN, company="Acme")
    asked = await hall.nobody().call("request_login_code", email=ANN)
    assert asked["countdown"] == 60
    assert asked["expires_at"] == "2026-03-02T09:10:00Z"
    answer = await hall.nobody().call("log_in_with_code", email="ANN@work.test", code=await code_for(hall, ANN))
    assert answer["token_type"] == "Bearer"
    assert answer["expires_at"] == "2026-03-02T10:00:00Z"
    assert answer["user"] == {
        "id": ann.id,
        "email": ANN,
        "name": "Ann",
        "timezone": "UTC",
        "companies": [{"id": ann.company, "name": "Acme", "role": "admin"}],
    }
    session = hall.holder(answer["token"])
    assert (await session.call("list_users"))["total"] == 1
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await session.call("list_users")
    assert no.value.status == 401


async def test_the_session_over_standard_input_is_signed_in_and_out(hall: Hall) -> None:
    ann = await hall.person(ANN)
    visitor = hall.nobody()
    await visitor.call("request_login_code", email=ANN)
    await visitor.call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert (await visitor.call("get_my_profile"))["user"]["id"] == ann.id
    await visitor.call("log_out")
    with pytest.raises(Refused) as no:
        await visitor.call("get_my_profile")
    assert no.value.status == 401


async def test_a_dry_run_neither_signs_in_nor_out(hall: Hall) -> None:
    await hall.person(ANN)
    answer, session = await signed_in(hall, ANN)
    await session.call("log_out", dry_run=True)
    await session.call("refresh_token", refresh_token=answer["refresh_token"], dry_run=True)
    assert (await session.call("get_my_profile"))["user"]["email"] == ANN
    await session.call("refresh_token", refresh_token=answer["refresh_token"])
    assert (await session.call("get_my_profile"))["user"]["email"] == ANN


async def test_tokens_and_codes_are_kept_only_as_hashes(hall: Hall) -> None:
    await hall.person(ANN)
    answer, _ = await signed_in(hall, ANN)
    (stored,) = hall.sql("SELECT token_hash, refresh_hash FROM sessions WHERE refresh_hash IS NOT NULL")
    assert stored == (hash_secret(answer["token"]), hash_secret(answer["refresh_token"]))
    everything = hall.path.read_bytes() + hall.path.with_name("hall.db-wal").read_bytes()
    assert str(answer["token"]).encode() not in everything
    assert str(answer["refresh_token"]).encode() not in everything


async def test_the_code_goes_by_its_older_name_too_but_not_by_both(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    for arguments in ({}, {"code": code, "password": code}):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("log_in_with_code", email=ANN, **arguments)
        assert list(no.value.fields) == ["code"]
    assert (await hall.nobody().call("log_in_with_code", email=ANN, password=code))["user"]["email"] == ANN


async def test_a_code_works_once(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    await hall.nobody().call("log_in_with_code", email=ANN, code=code)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_code", email=ANN, code=code)
    assert no.value.status == 401
    assert "Tries left: 0" in no.value.text


async def test_only_the_newest_code_is_valid_and_only_for_ten_minutes(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    old = await code_for(hall, ANN)
    hall.clock.advance(seconds=60)
    await hall.nobody().call("request_login_code", email=ANN)
    new = await code_for(hall, ANN)
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_code", email=ANN, code=old)
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_code", email=ANN, code=new)
    assert no.value.status == 401
    assert "request_login_code" in no.value.next


async def test_wrong_tries_are_counted_across_calls_and_the_fifth_kills_the_code(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("log_in_with_code", email=ANN, code=other_than(code))
        assert (no.value.status, no.value.code) == (401, "wrong_code")
        assert f"Tries left: {left}" in no.value.text
    for attempt in (other_than(code), code):
        with pytest.raises(Refused) as dead:
            await hall.nobody().call("log_in_with_code", email=ANN, code=attempt)
        assert dead.value.status == 429
    assert hall.sql("SELECT attempts, used_at FROM codes") == [(5, None)]


async def test_no_code_is_tried_in_a_dry_run(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    for attempt in (code, other_than(code)):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("log_in_with_code", email=ANN, code=attempt, dry_run=True)
        assert list(no.value.fields) == ["dry_run"]
    assert hall.sql("SELECT attempts FROM codes") == [(0,)]


async def test_an_address_without_account_is_answered_like_one_with(hall: Hall) -> None:
    await hall.person(ANN)
    gone = await hall.person("gone@work.test")
    await hall.app.database.write(lambda tx: tx.change("persons", gone.id, deleted_at="2026-03-01T09:00:00.000Z"))
    answers: list[list[str]] = []
    for address in (ANN, "nobody@work.test", "gone@work.test"):
        seen = [str(await hall.nobody().call("request_login_code", email=address))]
        for code in ("12345x", "12345x", "12345x", "12345x", "12345x", "12345x"):
            with pytest.raises(Refused) as no:
                await hall.nobody().call("log_in_with_code", email=address, code=code)
            seen.append(no.value.text)
        with pytest.raises(Refused) as soon:
            await hall.nobody().call("request_login_code", email=address)
        answers.append([*seen, soon.value.text])
    assert answers[0] == answers[1] == answers[2]
    assert await hall.mails("nobody@work.test") == []
    assert await hall.mails("gone@work.test") == []


async def test_codes_are_sent_once_a_minute_and_ten_times_an_hour(hall: Hall) -> None:
    await hall.person(ANN)
    for number in range(10):
        await hall.nobody().call("request_login_code", email=ANN)
        with pytest.raises(Refused) as soon:
            await hall.nobody().call("request_login_code", email=ANN)
        assert soon.value.shape["retry_after"] == 60 if number < 9 else soon.value.shape["retry_after"] > 60
        hall.clock.advance(seconds=60)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("request_login_code", email=ANN)
    assert no.value.status == 429
    assert no.value.shape["retry_after"] == 3000
    assert len(await hall.mails(ANN)) == 10


@pytest.mark.parametrize("email", ["nobody", "a@b", "x" * 101 + "@work.test"])
async def test_what_is_no_address_is_refused(hall: Hall, email: str) -> None:
    for tool, more in (("request_login_code", {}), ("log_in_with_code", {"code": "123456"})):
        with pytest.raises(Refused) as no:
            await hall.nobody().call(tool, email=email, **more)
        assert list(no.value.fields) == ["email"]


async def test_signing_out_ends_this_session_and_its_refresh_token_only(hall: Hall) -> None:
    await hall.person(ANN)
    first, one = await signed_in(hall, ANN)
    hall.clock.advance(minutes=1)
    _, two = await signed_in(hall, ANN)
    assert (await one.call("log_out"))["message"]
    assert (await two.call("get_my_profile"))["user"]["email"] == ANN
    with pytest.raises(Refused) as no:
        await hall.nobody().call("refresh_token", refresh_token=first["refresh_token"])
    assert no.value.status == 401
    with pytest.raises(Refused) as ended:
        await hall.holder(str(first["token"])).call("get_my_profile")
    assert ended.value.status == 401


async def test_an_agents_key_is_no_session(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await agent.call("log_out")
    assert no.value.status == 422
    assert no.value.next == ["regenerate_agent_key"]
    with pytest.raises(Refused) as nobody:
        await hall.nobody().call("log_out")
    assert nobody.value.status == 401


async def test_a_mailed_code_alone_does_not_open_an_account_with_a_second_factor(hall: Hall) -> None:
    ann = await hall.person(ANN)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, second_factor="sms"))
    await hall.nobody().call("request_login_code", email=ANN)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_code", email=ANN, code=await code_for(hall, ANN))
    assert (no.value.status, no.value.code) == (403, "second_factor_required")
    assert no.value.next == ["log_in_with_password"]


async def test_the_session_acts_for_the_default_company_while_the_person_belongs_to_it(hall: Hall) -> None:
    ann = await hall.person(ANN, company="Acme")
    await hall.person(ANN, company="Beta")
    _, session = await signed_in(hall, ANN)
    assert {user["company"] for user in (await session.call("list_users"))["users"]} == {"Acme"}
    stamp = "2026-03-01T09:00:00.000Z"
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE memberships SET deleted_at = :at WHERE company_id = :id", at=stamp, id=ann.company)
    )
    hall.clock.advance(minutes=1)
    _, session = await signed_in(hall, ANN)
    assert {user["company"] for user in (await session.call("list_users"))["users"]} == {"Beta"}


async def test_the_first_code_proves_the_address_and_drops_what_somebody_else_may_have_written(hall: Hall) -> None:
    attack: dict[str, Any] = {"password": "attackers own", "name": "Trap", "phone": "+358409999999"}
    skills = [{"name": "Fraud"}]
    await hall.nobody().call("register_account", email=ANN, terms="accepted", skills=skills, **attack)
    hall.clock.advance(minutes=2)
    answer, ann = await signed_in(hall, ANN)
    assert "somebody else's" in str(answer["warnings"])
    mine = (await ann.call("get_my_profile"))["user"]
    assert mine["email_verified"] is True
    assert (mine["name"], mine.get("phone"), mine["skills"]) == ("ann", None, [])
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_password", username=ANN, password="attackers own")
    assert no.value.status == 401


async def test_an_account_that_was_used_keeps_its_words_at_the_proof_of_another_address_and_loses_the_password(
    hall: Hall,
) -> None:
    ann = await hall.person(ANN)
    await ann.call("update_my_profile", password="trombone-kayak", password_confirmation="trombone-kayak", city="Oulu")
    await signed_in(hall, ANN)
    hall.sql_script("UPDATE persons SET email_verified_at = NULL")
    hall.clock.advance(minutes=2)
    answer, again = await signed_in(hall, ANN)
    assert answer["warnings"]
    assert (await again.call("get_my_profile"))["user"]["city"] == "Oulu"
    with pytest.raises(Refused):
        await ann.call("get_my_profile")
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_password", username=ANN, password="trombone-kayak")
    assert no.value.status == 401


async def test_spent_codes_are_forgotten_after_a_day(hall: Hall) -> None:
    await hall.nobody().call("request_login_code", email=ANN)
    hall.clock.advance(hours=24)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM codes") == [(1,)]
    hall.clock.advance(minutes=11)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM codes") == [(0,)]
