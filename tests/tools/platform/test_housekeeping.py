"""What is let go once nobody can need it: spent yeses and answers kept under keys."""

from __future__ import annotations

from typing import Any

from server.calls.messages import Answered, Asked, Reply, Request
from tests.hall import Hall, TestCaller
from tests.tools.freelancers.cast import company
from tests.tools.people.sign_in_helpers import ann_with_password, authenticator, log_in
from tests.tools.telling_by_hand import in_call
from tools.call import Call
from tools.people.rules.sign_in import authenticator_code

SEND: dict[str, Any] = {
    "currency": "USDT",
    "amount": "200.00",
    "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
}


async def send(hall: Hall, caller: TestCaller, **more: Any) -> Reply:
    return await hall.app.pipeline.call(Request("request_withdrawal", {**SEND, **more}, caller.token))


async def test_a_spent_yes_is_kept_while_it_could_be_tried_again(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    asked = await send(hall, acme)
    assert isinstance(asked, Asked)
    assert isinstance(await send(hall, acme, confirm=asked.token), Answered)
    hall.clock.advance(minutes=10)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(0,)]


async def test_keys_of_more_than_thirty_days_are_let_go_one_by_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for key in ("old", "young"):
        await acme.call("create_task_group", title=key, idempotency_key=key)
        hall.clock.advance(days=1)
    hall.clock.advance(days=28, seconds=1)
    await hall.tick()
    assert hall.sql("SELECT key FROM idempotency") == [("young",)]
    assert (await acme.call("create_task_group", title="young", idempotency_key="young"))["replayed"] is True


async def test_what_was_sent_is_dropped_after_a_day_and_local_mail_after_a_week(hall: Hall) -> None:
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")
    assert len(await hall.mails("ann@work.test")) == 1
    hall.clock.advance(days=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM outbox WHERE topic = 'mail'") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM outbox WHERE topic = 'mail'") == [(0,)]
    hall.clock.advance(days=6)
    await hall.tick()
    assert await hall.mails("ann@work.test") == []


async def test_what_still_waits_stays_and_what_failed_stays_for_a_week(hall: Hall) -> None:
    for state in ("waiting", "dead"):
        hall.sql_script(
            f"""INSERT INTO outbox (event_id, topic, payload, state, next_attempt_at, created_at)
                VALUES ('{state}', 'fax', '{{}}', '{state}', '2027-01-01T00:00:00.000Z', '2026-03-02T09:00:00.000Z')"""
        )
    hall.clock.advance(days=7)
    await hall.tick()
    assert hall.sql("SELECT state FROM outbox ORDER BY state") == [("dead",), ("waiting",)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT state FROM outbox") == [("waiting",)]


async def test_counts_of_mail_are_dropped_once_no_limit_reaches_back_to_them(hall: Hall) -> None:
    boss = await company(hall)
    await boss.call("invite_freelancer", email="ann@work.test", country="DE")
    hall.clock.advance(days=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM unproven_mails") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM unproven_mails") == [(0,)]


async def test_secrets_of_apps_stored_in_plain_are_sealed_and_go_on_working(hall: Hall) -> None:
    secret = await authenticator(hall, await ann_with_password(hall))
    hall.sql_script(f"UPDATE persons SET authenticator_secret = '{secret}'")
    hall.clock.advance(minutes=1)
    await hall.tick()
    assert secret not in hall.sql("SELECT authenticator_secret FROM persons WHERE authenticator_secret NOTNULL")[0][0]
    assert "token" in await log_in(hall, code=authenticator_code(secret, hall.clock()))


async def test_notices_stay_a_year_and_changes_thirty_days(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")

    def work(call: Call) -> None:
        call.tell(ann.owner, "task_step", "Done.")
        call.change("task.started", ("task", 1))

    await in_call(hall, work)
    await ann.call("mark_notices_read", notice_ids=[1])
    hall.clock.advance(days=30)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM changes") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM changes") == [(0,)]
    hall.clock.advance(days=335, seconds=-1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM notices") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    for table in ("notices", "notice_reads", "notice_deliveries"):
        assert hall.sql(f"SELECT count(*) FROM {table}") == [(0,)]
