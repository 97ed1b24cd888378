"""Codes for new payment methods."""

from __future__ import annotations

import json

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import code_sent_to, company, invited, registered
from tests.tools.payouts.method_cast import ASK, PHONE, code_of, team, with_phone
from tests.tools.people.sign_in_helpers import other_than
from tools.people.rules.sign_in import authenticator_code

ADD = "add_payout_card"


async def test_the_code_goes_to_the_confirmed_phone(hall: Hall) -> None:
    boss, ann = await team(hall)
    sent = await boss.call(ASK, freelancer_id=ann.id)
    assert (sent["type"], sent["number"], sent["expires_at"]) == ("SMS", "********4567", "2026-03-02T09:10:00Z")
    body = (await hall.mails(PHONE))[-1].body
    assert "add a payment method" in body
    assert sent["charge"]["amount"] != "0.00"


async def test_a_freelancer_asks_for_themselves_without_a_fee(hall: Hall) -> None:
    _, ann = await team(hall)
    assert (await ann.call(ASK))["number"] == "********4567"
    hall.clock.advance(minutes=1)
    uuid = hall.sql("SELECT uuid FROM persons WHERE id = ?", ann.id)[0][0]
    assert (await ann.call(ASK, freelancer_uuid=uuid))["type"] == "SMS"
    assert hall.purse(ann.owner, "EUR") == ("0.00", "0.00")


async def test_somebody_without_a_company_asks_for_themselves(hall: Hall) -> None:
    eve = await hall.person("eve@work.test")
    with pytest.raises(Refused) as no:
        await eve.call(ASK)
    assert (no.value.status, no.value.code) == (409, "no_phone")
    assert no.value.calls[0]["arguments"]["arguments"] == {"freelancer_id": eve.id}
    await with_phone(hall, eve)
    assert (await eve.call(ASK))["type"] == "SMS"


async def test_a_phone_that_was_not_confirmed_gets_no_code(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, phone="491701234567")
    with pytest.raises(Refused) as no:
        await boss.call(ASK, freelancer_id=ann.id)
    assert (no.value.status, no.value.code) == (409, "no_phone")
    assert "request_freelancer_contact_change" in no.value.next
    assert await hall.mails(PHONE) == []


async def authenticated(hall: Hall, person_id: int) -> str:
    """An authenticator app of somebody's; its secret."""
    secret = "JBSWY3DPEHPK3PXP"

    def store(tx: object) -> None:
        sealed = hall.app.parts.key.sealed(f"authenticator of person:{person_id}", secret)
        tx.change("persons", person_id, second_factor="google", authenticator_secret=sealed)  # type: ignore[attr-defined]

    await hall.app.database.write(store)
    return secret


async def test_without_a_phone_the_authenticator_app_shows_the_code(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    secret = await authenticated(hall, ann.id)
    asked = await boss.call(ASK, freelancer_id=ann.id)
    assert asked["type"] == "Google"
    assert "number" not in asked
    code = authenticator_code(secret, hall.clock())
    with pytest.raises(Refused) as no:
        await boss.call(ADD, freelancer_id=ann.id, code=other_than(code))
    assert "Tries left: 4" in no.value.text
    assert (await boss.call(ADD, freelancer_id=ann.id, code=code))["status"] == 1
    await boss.call(ASK, freelancer_id=ann.id)
    with pytest.raises(Refused) as used:
        await boss.call(ADD, freelancer_id=ann.id, code=code)
    assert used.value.status == 422
    hall.clock.advance(seconds=30)
    later = authenticator_code(secret, hall.clock())
    assert (await boss.call(ADD, freelancer_id=ann.id, code=later))["status"] == 1


async def test_what_an_app_shows_opens_nothing_that_was_not_asked_for(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    secret = await authenticated(hall, ann.id)
    with pytest.raises(Refused) as no:
        await boss.call(ADD, freelancer_id=ann.id, code=authenticator_code(secret, hall.clock()))
    assert (no.value.status, no.value.next) == (422, [ASK])


async def test_the_phone_comes_before_the_app(hall: Hall) -> None:
    boss, ann = await team(hall)
    await authenticated(hall, ann.id)
    assert (await boss.call(ASK, freelancer_id=ann.id))["type"] == "SMS"


async def test_nobody_is_sent_codes_before_they_have_registered(hall: Hall) -> None:
    boss = await company(hall)
    id = await invited(hall, boss, "ann@work.test")
    with pytest.raises(Refused) as no:
        await boss.call(ASK, freelancer_id=id)
    assert no.value.status == 409
    assert no.value.shape["state"] in ("not_joined", "not_registered")


async def test_a_company_acts_for_its_own_team_alone(hall: Hall) -> None:
    boss, ann = await team(hall)
    rival = await company(hall, "Rival")
    for arguments in ({"freelancer_id": ann.id}, {"freelancer_id": 999}):
        with pytest.raises(Refused) as no:
            await rival.call(ASK, **arguments)
        assert no.value.status == 404
    await boss.call("remove_freelancer", freelancer_id=ann.id)
    with pytest.raises(Refused) as gone:
        await boss.call(ASK, freelancer_id=ann.id)
    assert gone.value.status == 404
    with pytest.raises(Refused) as nobody:
        await boss.call(ASK)
    assert (nobody.value.status, set(nobody.value.fields)) == (422, {"freelancer_id", "freelancer_uuid"})


async def test_three_codes_go_out_in_ten_minutes(hall: Hall) -> None:
    boss, ann = await team(hall)
    for _ in range(3):
        await boss.call(ASK, freelancer_id=ann.id)
        hall.clock.advance(minutes=1)
    with pytest.raises(Refused) as no:
        await ann.call(ASK)
    assert (no.value.status, no.value.details["retry_after"]) == (429, 7 * 60)


async def test_a_new_code_replaces_the_one_before(hall: Hall) -> None:
    boss, ann = await team(hall)
    await boss.call(ASK, freelancer_id=ann.id)
    old = await code_sent_to(hall, PHONE)
    hall.clock.advance(seconds=5)
    await boss.call(ASK, freelancer_id=ann.id)
    new = await code_sent_to(hall, PHONE)
    assert old != new
    with pytest.raises(Refused):
        await boss.call(ADD, freelancer_id=ann.id, code=old)
    await boss.call(ADD, freelancer_id=ann.id, code=new)


async def test_a_code_is_good_for_one_use_within_ten_minutes(hall: Hall) -> None:
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    hall.clock.advance(minutes=9, seconds=59)
    await ann.call(ADD, code=code)
    with pytest.raises(Refused) as used:
        await ann.call(ADD, code=code)
    assert (used.value.status, list(used.value.fields), used.value.next) == (422, ["code"], [ASK])
    late = await code_of(hall, ann)
    hall.clock.advance(minutes=10)
    with pytest.raises(Refused) as ended:
        await ann.call(ADD, code=late)
    assert (ended.value.status, "run out" in ended.value.text) == (422, True)


async def test_five_wrong_tries_kill_a_code(hall: Hall) -> None:
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as no:
            await ann.call(ADD, code=other_than(code))
        assert no.value.status == 422
        assert f"Tries left: {left}" in no.value.text
    with pytest.raises(Refused) as dead:
        await ann.call(ADD, code=other_than(code))
    assert (dead.value.status, dead.value.code) == (429, "too_many_tries")
    with pytest.raises(Refused) as still:
        await ann.call(ADD, code=code)
    assert still.value.code == "too_many_tries"
    assert hall.sql("SELECT count(*) FROM payout_methods") == [(0,)]


async def test_a_code_is_not_tried_in_a_dry_run(hall: Hall) -> None:
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    for given in (code, other_than(code)):
        with pytest.raises(Refused) as no:
            await ann.call(ADD, code=given, dry_run=True)
        assert list(no.value.fields) == ["dry_run"]


async def test_the_code_of_one_opens_nothing_of_another(hall: Hall) -> None:
    boss, ann = await team(hall)
    code = await code_of(hall, ann)
    bob = await registered(hall, boss, "bob@work.test")
    await with_phone(hall, bob, "+491707654321")
    with pytest.raises(Refused) as no:
        await boss.call(ADD, freelancer_id=bob.id, code=code)
    assert no.value.status == 422


async def test_neither_code_is_kept_where_calls_are_kept(hall: Hall) -> None:
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    await ann.call(ADD, code=code, idempotency_key="once")
    kept = json.dumps(hall.sql("SELECT * FROM idempotency") + hall.sql("SELECT * FROM calls"), default=str)
    assert code not in kept
    assert hall.sql("SELECT count(*) FROM idempotency WHERE key = 'once'") == [(1,)]
