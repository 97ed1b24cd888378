from __future__ import annotations

import contextlib
from typing import Any

import pytest

from store.secrets import hash_secret
from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import code_for, from_elsewhere, other_than, set_password, signed_in

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
    everything = hall.kept()
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


async def test_the_two_newest_codes_are_good_and_only_for_ten_minutes(hall: Hall) -> None:
    await hall.person(ANN)
    codes = []
    for _ in range(3):
        await hall.nobody().call("request_login_code", email=ANN)
        codes.append(await code_for(hall, ANN))
        hall.clock.advance(seconds=60)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_code", email=ANN, code=codes[0])
    assert no.value.status == 401
    assert "token" in await hall.nobody().call("log_in_with_code", email=ANN, code=codes[1])
    await hall.nobody().call("request_login_code", email=ANN)
    late = await code_for(hall, ANN)
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_code", email=ANN, code=late)
    assert no.value.status == 401
    assert "request_login_code" in no.value.next


async def test_a_used_code_ends_the_others_of_its_address(hall: Hall) -> None:
    await hall.person(ANN)
    await hall.nobody().call("request_login_code", email=ANN)
    first = await code_for(hall, ANN)
    hall.clock.advance(seconds=60)
    await signed_in(hall, ANN)
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_code", email=ANN, code=first)


async def test_strangers_tries_do_not_spoil_the_code_in_its_owners_hands(hall: Hall) -> None:
    await hall.person(ANN)
    home, eve = from_elsewhere(hall, "192.0.2.1"), from_elsewhere(hall, "203.0.113.66")
    await home.call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    for _ in range(7):
        with pytest.raises(Refused):
            await eve.call("log_in_with_code", email=ANN, code=other_than(code))
    await eve.call("request_login_code", email=ANN)
    hall.clock.advance(seconds=60)
    await eve.call("request_login_code", email=ANN)
    assert "token" in await home.call("log_in_with_code", email=ANN, code=code)


async def test_a_code_named_by_its_request_has_tries_of_its_own_even_in_the_same_place(hall: Hall) -> None:
    await hall.person(ANN)
    asked = await hall.nobody().call("request_login_code", email=ANN)
    code = await code_for(hall, ANN)
    for _ in range(6):
        with pytest.raises(Refused):
            await hall.nobody().call("log_in_with_code", email=ANN, code=other_than(code))
    answer = await hall.nobody().call("log_in_with_code", email=ANN, code=code, request_id=asked["request_id"])
    assert answer["user"]["email"] == ANN
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_code", email=ANN, code=code, request_id="made-up")


async def test_codes_asked_for_by_strangers_do_not_use_up_the_owners(hall: Hall) -> None:
    await hall.person(ANN)
    await signed_in(hall, ANN)
    eves = [from_elsewhere(hall, f"203.0.113.{number}") for number in range(4)]
    for _ in range(10):
        hall.clock.advance(seconds=60)
        for eve in eves:
            with contextlib.suppress(Refused):
                await eve.call("request_login_code", email=ANN)
    assert len(await hall.mails(ANN)) == 30
    assert (await signed_in(hall, ANN))[0]["user"]["email"] == ANN


async def test_one_place_asks_for_sixty_codes_an_hour_whatever_the_addresses(hall: Hall) -> None:
    eve = from_elsewhere(hall, "2001:db8::1")
    for number in range(60):
        await eve.call("request_login_code", email=f"somebody{number}@work.test")
    for origin in ("2001:db8::1", "2001:db8::ffff"):
        with pytest.raises(Refused) as no:
            await from_elsewhere(hall, origin).call("request_login_code", email="one-more@work.test")
        assert no.value.status == 429
    await from_elsewhere(hall, "2001:db8:0:1::1").call("request_login_code", email="one-more@work.test")


async def test_guessing_codes_ends_after_thirty_wrong_ones_from_one_place_whatever_the_addresses(hall: Hall) -> None:
    await hall.person(ANN)
    eve = from_elsewhere(hall, "203.0.113.66")
    codes = []
    for number in range(30):
        with pytest.raises(Refused) as no:
            await eve.call("log_in_with_code", email=f"somebody{number}@work.test", code="123456")
        codes.append(no.value.status)
    assert set(codes) == {401}
    await eve.call("request_login_code", email=ANN)
    for tool, given in (
        ("log_in_with_code", {"email": ANN, "code": await code_for(hall, ANN)}),
        ("log_in_with_password", {"username": ANN, "password": "x"}),
        ("refresh_token", {"refresh_token": "hh_refresh_made_up"}),
        ("verify_agent_email", {"email": "bot@work.test", "code": "123456"}),
    ):
        with pytest.raises(Refused) as no:
            await eve.call(tool, **given)
        assert (no.value.status, no.value.code) == (429, "locked"), tool
    hall.clock.advance(minutes=1)
    assert "token" in (await signed_in(hall, ANN))[0]


async def test_an_account_kept_to_some_addresses_is_not_opened_or_used_from_others_by_any_way(hall: Hall) -> None:
    ann = await hall.person(ANN)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, allowed_ips='["203.0.113.0/24"]'))
    inside, outside = from_elsewhere(hall, "203.0.113.9"), from_elsewhere(hall, "198.51.100.9")
    await inside.call("request_login_code", email=ANN)
    given = {"email": ANN, "code": await code_for(hall, ANN)}
    with pytest.raises(Refused) as no:
        await outside.call("log_in_with_code", **given)
    assert no.value.code == "address_not_allowed"
    tokens = await inside.call("log_in_with_code", **given)
    with pytest.raises(Refused) as no:
        await outside.call("refresh_token", refresh_token=tokens["refresh_token"])
    assert no.value.code == "address_not_allowed"
    with pytest.raises(Refused) as no:
        await from_elsewhere(hall, "198.51.100.9", tokens["token"]).call("get_my_profile")
    assert no.value.code == "address_not_allowed"
    profile = await from_elsewhere(hall, "203.0.113.10", tokens["token"]).call("get_my_profile")
    assert profile["user"]["email"] == ANN


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
        asked = await hall.nobody().call("request_login_code", email=address)
        assert asked.pop("request_id")
        seen = [str(asked)]
        for code in ("12345x", "12345x", "12345x", "12345x", "12345x", "12345x"):
            with pytest.raises(Refused) as no:
                await hall.nobody().call("log_in_with_code", email=address, code=code)
            seen.append(no.value.text.replace(address, "it"))
        with pytest.raises(Refused) as soon:
            await hall.nobody().call("request_login_code", email=address)
        answers.append([*seen, soon.value.text.replace(address, "it")])
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
    await set_password(hall, ann, "trombone-kayak", city="Oulu")
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


async def test_a_code_goes_to_the_accounts_own_address_however_it_was_asked_for(hall: Hall) -> None:
    await hall.person("ünal@acme.test")
    await hall.person("boss@post-ας.test")
    await hall.nobody().call("request_login_code", email="Ünal@acme.test")
    await hall.nobody().call("request_login_code", email="boss@post-ασ.test")
    await hall.app.outbox.deliver()
    assert hall.sql("SELECT address FROM mailbox") == [("ünal@acme.test",)]
