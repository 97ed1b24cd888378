from __future__ import annotations

import asyncio
import threading

import pytest

from server.calls.pipeline import Request
from store.database import Transaction
from store.freelancers.freelancers import change_profile
from store.people.persons import write_person
from store.secrets import hash_secret
from store.types import utc_text
from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import (
    ANN,
    PHONE,
    ann_with_password,
    authenticator,
    code_for,
    from_elsewhere,
    log_in,
    other_than,
    signed_in,
)
from tools.people import passwords
from tools.people.rules.sign_in import authenticator_code


async def test_a_password_signs_a_person_in_for_their_company(hall: Hall) -> None:
    ann = await ann_with_password(hall, "Acme")
    answer = await log_in(hall)
    assert answer["person"] == {"id": ann.id, "full_name": "Ann", "type": "customer"}
    assert answer["company"] == {"id": ann.company, "company_name": "Acme"}
    assert answer["expires_at"] == "2026-03-02T10:00:00Z"
    assert (await hall.holder(answer["token"]).call("list_users"))["total"] == 1
    assert "code_required" not in answer


async def test_a_wrong_name_and_a_wrong_password_are_one_answer(hall: Hall) -> None:
    await ann_with_password(hall)
    loner = await hall.person("code-only@work.test")
    texts = set()
    for username, password in (
        (ANN, "open says me"),
        ("nobody@work.test", "open sesame"),
        ("code-only@work.test", "x"),
    ):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("log_in_with_password", username=username, password=password)
        assert no.value.status == 401
        texts.add(no.value.text)
    assert len(texts) == 1
    assert loner.id


async def test_a_password_opens_nothing_before_the_address_is_proven(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    hall.sql_script(f"UPDATE persons SET email_verified_at = NULL WHERE id = {ann.id}")
    with pytest.raises(Refused) as no:
        await log_in(hall)
    assert (no.value.status, no.value.code) == (403, "email_not_verified")
    assert no.value.next == ["request_login_code"]
    with pytest.raises(Refused) as wrong:
        await log_in(hall, "open says me")
    assert (wrong.value.status, wrong.value.code) == (401, "wrong_credentials")


async def test_five_wrong_tries_lock_a_name_for_a_quarter_of_an_hour_whether_or_not_anybody_bears_it(
    hall: Hall,
) -> None:
    await ann_with_password(hall)
    for username in (ANN, "Nobody"):
        for _ in range(5):
            with pytest.raises(Refused) as no:
                await hall.nobody().call("log_in_with_password", username=username, password="wrong")
            assert no.value.status == 401
        with pytest.raises(Refused) as locked:
            await hall.nobody().call("log_in_with_password", username=username.upper(), password="open sesame")
        assert (locked.value.status, locked.value.code) == (429, "locked")
        assert locked.value.shape["retry_after"] == 900
    hall.clock.advance(minutes=15)
    assert "token" in await log_in(hall)


async def test_strangers_tries_lock_the_name_for_themselves_only(hall: Hall) -> None:
    await ann_with_password(hall)
    given = {"username": ANN, "password": "open sesame"}
    home = from_elsewhere(hall, "192.0.2.1")
    for number in range(3):
        eve = from_elsewhere(hall, f"203.0.113.{number}")
        for _ in range(5):
            with pytest.raises(Refused):
                await eve.call("log_in_with_password", username=ANN, password="bad")
        with pytest.raises(Refused) as locked:
            await eve.call("log_in_with_password", **given)
        assert locked.value.code == "locked"
    assert "token" in await home.call("log_in_with_password", **given)


async def test_a_name_tried_from_everywhere_stays_open_where_its_bearer_signs_in(hall: Hall) -> None:
    await ann_with_password(hall)
    given = {"username": ANN, "password": "open sesame"}
    home = from_elsewhere(hall, "192.0.2.1")
    await home.call("log_in_with_password", **given)
    for number in range(10):
        for _ in range(5):
            with pytest.raises(Refused):
                await from_elsewhere(hall, f"203.0.113.{number}").call(
                    "log_in_with_password", username=ANN, password="bad"
                )
    with pytest.raises(Refused) as locked:
        await from_elsewhere(hall, "203.0.113.99").call("log_in_with_password", **given)
    assert locked.value.code == "locked"
    for _ in range(8):
        with pytest.raises(Refused) as no:
            await home.call("log_in_with_password", username=ANN, password="bad")
        assert no.value.code == "wrong_credentials"
    assert "token" in await home.call("log_in_with_password", **given)
    hall.clock.advance(days=30, seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM known_origins") == [(0,)]
    assert hall.sql("SELECT count(*) FROM wrong_tries") == [(0,)]


async def test_one_place_tries_thirty_passwords_an_hour_whatever_the_names_and_the_count_outlives_a_restart(
    hall: Hall,
) -> None:
    eve = from_elsewhere(hall, "203.0.113.66")
    for number in range(30):
        with pytest.raises(Refused) as no:
            await eve.call("log_in_with_password", username=f"somebody{number}", password="bad")
        assert no.value.status == 401
    again = await Hall.open(hall.path.parent)
    for tool, given in (
        ("log_in_with_password", {"username": "somebody-else", "password": "bad"}),
        ("undo_contact_change", {"token": "hh_undo_made_up"}),
    ):
        with pytest.raises(Refused) as locked:
            await from_elsewhere(again, "203.0.113.66").call(tool, **given)
        assert locked.value.code == "locked", tool
    await again.close()


async def test_what_is_kept_of_tries_names_neither_user_nor_address(hall: Hall) -> None:
    await ann_with_password(hall)
    with pytest.raises(Refused):
        await from_elsewhere(hall, "203.0.113.66").call("log_in_with_password", username=ANN, password="bad")
    kept = str(hall.sql("SELECT * FROM wrong_tries"))
    assert ANN not in kept
    assert hash_secret("203.0.113.66") not in kept
    assert "203.0.113.66" not in kept


async def test_passwords_are_compared_beside_the_writer(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a password is being compared, somebody else's write goes through; and what changed meanwhile counts."""
    ann = await ann_with_password(hall)
    comparing, go_on = threading.Event(), threading.Event()
    slow = passwords.password_matches

    def wait(password: str, stored: str) -> bool:
        comparing.set()
        assert go_on.wait(30)
        return slow(password, stored)

    monkeypatch.setattr(passwords, "password_matches", wait)
    waiting = asyncio.create_task(log_in(hall))
    await asyncio.to_thread(comparing.wait, 30)
    assert (await ann.call("set_my_language", language="RU"))["language"] == "RU"
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, password_hash="changed meanwhile"))
    go_on.set()
    with pytest.raises(Refused) as no:
        await waiting
    assert no.value.code == "wrong_credentials"


async def test_signing_in_forgets_earlier_wrong_tries(hall: Hall) -> None:
    await ann_with_password(hall)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(Refused):
                await log_in(hall, "wrong")
        assert "token" in await log_in(hall)


async def test_no_password_is_tried_in_a_dry_run(hall: Hall) -> None:
    await ann_with_password(hall)
    for password in ("open sesame", "wrong"):
        with pytest.raises(Refused) as no:
            await log_in(hall, password, dry_run=True)
        assert list(no.value.fields) == ["dry_run"]


async def test_an_account_may_be_kept_to_some_network_addresses(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, allowed_ips='["203.0.113.0/24"]'))
    arguments = {"username": ANN, "password": "open sesame"}
    inside = await hall.app.pipeline.call(Request("log_in_with_password", arguments, origin="203.0.113.9"))
    assert inside.answer["token"]  # type: ignore[union-attr]
    outside = await hall.app.pipeline.call(Request("log_in_with_password", arguments, origin="198.51.100.9"))
    assert outside.refusal.code == "address_not_allowed"  # type: ignore[union-attr]


async def test_a_user_name_of_ones_own_replaces_the_address(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await hall.app.database.write(lambda tx: write_person(tx, ann.id, hall.clock(), username="AnnTheGreat"))
    answer = await hall.nobody().call("log_in_with_password", username="annthegreat", password="open sesame")
    assert answer["person"]["id"] == ann.id
    with pytest.raises(Refused):
        await log_in(hall)


async def test_a_second_factor_by_text_message(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    first = await ann.call("set_two_factor_method", method="sms", password="open sesame")
    assert first == {"code_required": True, "sent_to": "***67"}
    done = await ann.call(
        "set_two_factor_method", method="sms", password="open sesame", code=await code_for(hall, PHONE)
    )
    assert done == {"two_fa_method": "sms"}
    hall.clock.advance(minutes=2)
    asked = await log_in(hall)
    assert asked == {"code_required": True, "method": "sms", "sent_to": "***67"}
    before = len(await hall.mails(PHONE))
    assert (await log_in(hall))["code_required"] is True
    assert len(await hall.mails(PHONE)) == before
    code = await code_for(hall, PHONE)
    with pytest.raises(Refused) as no:
        await log_in(hall, code=other_than(code))
    assert no.value.status == 401
    assert "Tries left: 4" in no.value.text
    assert "token" in await log_in(hall, code=code)
    with pytest.raises(Refused):
        await log_in(hall, code=code)


async def test_a_texted_code_runs_out_after_five_minutes(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, second_factor="sms"))
    await log_in(hall)
    code = await code_for(hall, PHONE)
    hall.clock.advance(minutes=5)
    with pytest.raises(Refused) as no:
        await log_in(hall, code=code)
    assert no.value.status == 401


async def test_a_second_factor_by_authenticator_app_works_once_a_step(hall: Hall) -> None:
    secret = await authenticator(hall, await ann_with_password(hall))
    assert await log_in(hall) == {"code_required": True, "method": "google"}
    with pytest.raises(Refused) as used:
        await log_in(hall, code=authenticator_code(secret, hall.clock()))
    assert used.value.status == 401
    hall.clock.advance(seconds=30)
    assert "token" in await log_in(hall, code=authenticator_code(secret, hall.clock()))
    with pytest.raises(Refused):
        await log_in(hall, code=authenticator_code(secret, hall.clock()))


async def test_wrong_codes_lock_the_name_too(hall: Hall) -> None:
    secret = await authenticator(hall, await ann_with_password(hall))
    hall.clock.advance(minutes=1)
    right = authenticator_code(secret, hall.clock())
    for _ in range(5):
        with pytest.raises(Refused):
            await log_in(hall, code=other_than(right))
    with pytest.raises(Refused) as locked:
        await log_in(hall, code=right)
    assert locked.value.code == "locked"


async def test_a_refresh_token_renews_the_session_once_for_the_same_company(hall: Hall) -> None:
    await hall.person(ANN, company="Acme")
    first, old = await signed_in(hall, ANN)
    hall.clock.advance(minutes=59)
    renewed = await hall.nobody().call("refresh_token", refresh_token=first["refresh_token"])
    assert renewed["expires_at"] == "2026-03-02T10:59:00Z"
    new = hall.holder(renewed["token"])
    assert (await new.call("list_users"))["total"] == 1
    with pytest.raises(Refused):
        await old.call("list_users")


async def test_a_spent_refresh_token_used_again_ends_every_session_it_led_to(hall: Hall) -> None:
    await hall.person(ANN)
    first, _ = await signed_in(hall, ANN)
    hall.clock.advance(minutes=1)
    _, other = await signed_in(hall, ANN)
    renewed = await hall.nobody().call("refresh_token", refresh_token=first["refresh_token"])
    third = await hall.nobody().call("refresh_token", refresh_token=renewed["refresh_token"])
    with pytest.raises(Refused) as no:
        await hall.nobody().call("refresh_token", refresh_token=first["refresh_token"])
    assert no.value.status == 401
    assert "log_in_with_password" in no.value.next
    with pytest.raises(Refused):
        await hall.holder(third["token"]).call("get_my_profile")
    with pytest.raises(Refused):
        await hall.nobody().call("refresh_token", refresh_token=third["refresh_token"])
    assert (await other.call("get_my_profile"))["user"]["email"] == ANN


async def test_a_refresh_token_runs_out_after_thirty_days_and_unknown_ones_open_nothing(hall: Hall) -> None:
    await hall.person(ANN)
    first, _ = await signed_in(hall, ANN)
    hall.clock.advance(days=30)
    for token in (first["refresh_token"], "hh_refresh_made_up", first["token"]):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("refresh_token", refresh_token=token)
        assert no.value.code == "refresh_token_ended"


async def test_a_dead_session_does_not_keep_its_person_from_renewing_it(hall: Hall) -> None:
    await hall.person(ANN)
    first, session = await signed_in(hall, ANN)
    hall.clock.advance(hours=2)
    renewed = await session.call("refresh_token", refresh_token=first["refresh_token"])
    assert (await session.call("get_my_profile"))["user"]["email"] == ANN
    assert renewed["token"] != first["token"]


SPELLINGS = ["+358401234567", "00358401234567", "+358 (0)40 123 4567", "358 40 123-4567"]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("named_by_it", [True, False])
async def test_a_proven_number_signs_in_in_every_spelling(hall: Hall, spelling: str, named_by_it: bool) -> None:
    ann = await ann_with_password(hall)
    await _prove_number(hall, ann.id, PHONE if named_by_it else None)
    answer = await hall.nobody().call("log_in_with_password", username=spelling, password="open sesame")
    assert answer["person"]["id"] == ann.id


async def test_a_number_that_was_only_typed_or_that_two_people_proved_signs_nobody_in(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    with pytest.raises(Refused) as typed:
        await hall.nobody().call("log_in_with_password", username=PHONE, password="open sesame")
    bob = await hall.person("bob@work.test")
    for person in (ann, bob):
        await _prove_number(hall, person.id, None)
    with pytest.raises(Refused) as doubled:
        await hall.nobody().call("log_in_with_password", username=PHONE, password="open sesame")
    assert (typed.value.code, doubled.value.code) == ("wrong_credentials", "wrong_credentials")


async def test_the_address_proven_beside_a_number_signs_in_too(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await _prove_number(hall, ann.id, PHONE)
    assert (await log_in(hall))["person"]["id"] == ann.id
    hall.sql_script(f"UPDATE persons SET email_verified_at = NULL WHERE id = {ann.id}")
    with pytest.raises(Refused) as no:
        await log_in(hall)
    assert no.value.code == "wrong_credentials"


async def test_wrong_tries_at_a_number_count_together_whatever_its_spelling(hall: Hall) -> None:
    codes = []
    for spelling in (*SPELLINGS, *SPELLINGS):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("log_in_with_password", username=spelling, password="wrong")
        codes.append(no.value.code)
    assert codes == ["wrong_credentials"] * 5 + ["locked"] * 3


async def _prove_number(hall: Hall, person_id: int, username: str | None) -> None:
    def write(tx: Transaction) -> None:
        write_person(tx, person_id, hall.clock(), phone=PHONE, username=username)
        change_profile(tx, person_id, utc_text(hall.clock()), confirmed_phone=PHONE.removeprefix("+"))

    await hall.app.database.write(write)
