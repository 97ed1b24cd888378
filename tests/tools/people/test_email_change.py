from __future__ import annotations

import re
from typing import Any

import pytest

from store.people.persons import write_person
from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import code_for, other_than, proof, set_password, signed_in, undo_token

OLD, NEW = "ann@work.test", "ann@home.test"


async def ask(hall: Hall, person: TestCaller, email: str = NEW) -> dict[str, Any]:
    return await person.call("request_email_change", email=email, **await proof(hall, person))


async def test_an_account_moves_once_the_code_from_the_new_mailbox_is_given(hall: Hall) -> None:
    ann = await hall.person(OLD)
    asked = await ask(hall, ann)
    assert asked["expires_at"] == "2026-03-02T09:10:00Z"
    assert NEW in (await hall.mails(OLD))[-1].body
    assert hall.sql("SELECT email FROM persons WHERE id = ?", ann.id) == [(OLD,)]
    hall.clock.advance(minutes=5)
    changed = await ann.call("confirm_email_change", email=NEW, otp=await code_for(hall, NEW))
    assert changed["user"] == {"id": ann.id, "email": NEW, "email_verified_at": "2026-03-02T09:05:00Z"}
    await hall.nobody().call("request_login_code", email=NEW)
    signed_in = await hall.nobody().call("log_in_with_code", email=NEW, code=await code_for(hall, NEW))
    assert signed_in["user"]["id"] == ann.id


async def test_only_a_free_other_address_can_be_asked_for(hall: Hall) -> None:
    ann = await hall.person(OLD)
    for email in (OLD, "ANN@work.test", "nobody"):
        with pytest.raises(Refused) as no:
            await ann.call("request_email_change", email=email)
        assert no.value.status == 422
        assert list(no.value.fields) == ["email"]
    await set_password(hall, ann)
    given = {"present_password": "open sesame"}
    await ann.call("request_email_change", email=NEW, **given)
    with pytest.raises(Refused) as soon:
        await ann.call("request_email_change", email="other@home.test", **given)
    assert (soon.value.status, soon.value.shape["retry_after"]) == (429, 60)


async def test_what_has_an_account_is_not_told_to_whoever_asks_for_its_address(hall: Hall) -> None:
    ann = await hall.person(OLD)
    await hall.person("taken@work.test")
    await set_password(hall, ann)
    answers = []
    for email in ("taken@work.test", "free@work.test"):
        given = {"email": email, "present_password": "open sesame"}
        with pytest.raises(Refused):
            await ann.call("request_email_change", **given, dry_run=True)
        answer = await ann.call("request_email_change", **given)
        answers.append({**answer, "message": answer["message"].replace(email, "it"), "expires_at": ""})
        with pytest.raises(Refused) as no:
            await ann.call("confirm_email_change", email=email, otp="12345x")
        assert no.value.code == "wrong_code"
        hall.clock.advance(minutes=1)
    assert answers[0] == answers[1]
    (told,) = await hall.mails("taken@work.test")
    assert not re.search(r"\d{6}", told.body)


async def test_an_address_nobody_has_proven_is_free(hall: Hall) -> None:
    ann, squatter = await hall.person(OLD), await hall.person("squatter@work.test")
    await hall.app.database.write(
        lambda tx: write_person(tx, squatter.id, hall.clock(), email=NEW, email_verified_at=None)
    )
    await ask(hall, ann)
    await ann.call("confirm_email_change", email=NEW, otp=await code_for(hall, NEW))
    assert hall.sql("SELECT id FROM persons WHERE email = ?", NEW) == [(ann.id,)]


async def test_a_session_alone_asks_for_no_other_address(hall: Hall) -> None:
    ann = await hall.person(OLD)
    await set_password(hall, ann)
    hall.clock.advance(minutes=1)
    for given, status in (({}, 403), ({"present_password": "wrong"}, 401), ({"contact_code": "000000"}, 422)):
        with pytest.raises(Refused) as no:
            await ann.call("request_email_change", email=NEW, **given)
        assert no.value.status == status
    assert await hall.mails(NEW) == []


async def test_a_moved_account_ends_other_sessions_and_can_be_moved_back_from_the_old_address(hall: Hall) -> None:
    ann = await hall.person(OLD)
    await set_password(hall, ann)
    _, thief = await signed_in(hall, OLD)
    await thief.call("request_email_change", email=NEW, present_password="open sesame")
    await thief.call("confirm_email_change", email=NEW, otp=await code_for(hall, NEW))
    with pytest.raises(Refused) as ended:
        await ann.call("get_my_profile")
    assert ended.value.status == 401
    token = undo_token((await hall.mails(OLD))[-1].body)
    await hall.nobody().call("undo_contact_change", token=token)
    with pytest.raises(Refused):
        await thief.call("get_my_profile")
    hall.clock.advance(minutes=1)
    answer, _ = await signed_in(hall, OLD)
    assert answer["user"]["id"] == ann.id


async def test_a_new_request_replaces_the_open_one(hall: Hall) -> None:
    ann = await hall.person(OLD)
    await ask(hall, ann)
    code = await code_for(hall, NEW)
    hall.clock.advance(minutes=1)
    await ask(hall, ann, "other@home.test")
    with pytest.raises(Refused) as no:
        await ann.call("confirm_email_change", email=NEW, otp=code)
    assert list(no.value.fields) == ["email"]
    with pytest.raises(Refused) as wrong:
        await ann.call("confirm_email_change", email="other@home.test", otp=code)
    assert "Tries left: 4" in wrong.value.fields["otp"]


async def test_wrong_codes_are_counted_and_old_ones_refused(hall: Hall) -> None:
    ann = await hall.person(OLD)
    with pytest.raises(Refused) as none:
        await ann.call("confirm_email_change", email=NEW, otp="123456")
    assert (none.value.status, none.value.next) == (409, ["request_email_change"])
    await ask(hall, ann)
    code = await code_for(hall, NEW)
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await ann.call("confirm_email_change", email=NEW, otp=other_than(code))
        assert no.value.status == 422
        assert f"Tries left: {left}" in no.value.text
    with pytest.raises(Refused) as dead:
        await ann.call("confirm_email_change", email=NEW, otp=other_than(code))
    assert dead.value.status == 429
    hall.clock.advance(minutes=10)
    await ask(hall, ann)
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as late:
        await ann.call("confirm_email_change", email=NEW, otp=await code_for(hall, NEW))
    assert late.value.status == 422


async def test_an_address_taken_meanwhile_stays_with_its_new_owner(hall: Hall) -> None:
    ann = await hall.person(OLD)
    await ask(hall, ann)
    code = await code_for(hall, NEW)
    await hall.person(NEW)
    with pytest.raises(Refused) as no:
        await ann.call("confirm_email_change", email=NEW, otp=code)
    assert no.value.code == "email_taken"
    assert hall.sql("SELECT email FROM persons WHERE id = ?", ann.id) == [(OLD,)]


async def test_one_persons_code_moves_nobody_elses_account(hall: Hall) -> None:
    ann, eve = await hall.person(OLD), await hall.person("eve@work.test")
    await ask(hall, ann)
    with pytest.raises(Refused) as no:
        await eve.call("confirm_email_change", email=NEW, otp=await code_for(hall, NEW))
    assert no.value.status == 409


async def test_agents_do_not_move_this_way(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    for tool, more in (("request_email_change", {}), ("confirm_email_change", {"otp": "123456"})):
        with pytest.raises(Refused) as no:
            await agent.call(tool, email=NEW, **more)
        assert no.value.status == 403


async def test_an_address_somebody_else_only_registered_is_free_for_whoever_proves_it(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await hall.nobody().call("register_account", email="new@work.test", terms="accepted", name="Squatter")
    await ann.call("request_email_change", email="new@work.test", **await proof(hall, ann))
    await ann.call("confirm_email_change", email="new@work.test", otp=await code_for(hall, "new@work.test"))
    assert hall.sql("SELECT id, name FROM persons WHERE email = 'new@work.test'") == [(ann.id, "Ann")]
    assert hall.sql("SELECT count(*) FROM persons WHERE name = 'Squatter'") == [(0,)]
