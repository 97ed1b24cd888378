"""A scheduled move goes on when one of its rows fails."""

from __future__ import annotations

import pytest

from tests.hall import Hall
from tests.tools.contracts import cast
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import appointment
from tests.tools.webhooks.cast import deliveries, raised, with_webhook
from tests.tools.work_orders.field_work import company, order, provider

# What a program beside the hall, a full counter or a fault of ours may do to one row.
STUCK = "CREATE TRIGGER stuck BEFORE UPDATE ON {table} WHEN OLD.id = {id} BEGIN SELECT RAISE(ABORT, 'stuck'); END;"


async def test_a_contract_that_cannot_end_keeps_no_other_open(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    olga, will = await cast.member(hall, "olga@client.test"), await cast.member(hall, "will@work.test", credit="")
    stuck, other = [await cast.job(olga, will, label=name, end="2026-03-03T18:00:00Z") for name in ("Stuck", "Other")]
    hall.sql_script(STUCK.format(table="contracts", id=stuck.id))
    hall.clock.advance(days=3)
    await hall.app.scheduler.tick(everything=True)
    assert (cast.state(hall, stuck.id), cast.state(hall, other.id)) == (200, 777)
    assert not [text for text in cast.heard(hall, will) if f"end of contract {stuck.id} " in text], "taken back whole"
    assert "end_contracts failed for one of what was due" in caplog.text
    hall.sql_script("DROP TRIGGER stuck;")
    hall.clock.advance(hours=1)
    await hall.app.scheduler.tick(everything=True)
    assert cast.state(hall, stuck.id) == 777


async def test_an_appointment_that_cannot_be_delivered_keeps_no_other_waiting(hall: Hall) -> None:
    host, guest = await hall.person("host@work.test"), await hall.person("guest@client.test", credit="1 USDT")
    schedule = await offer(hall, host, msp=1)
    booked = [
        (await guest.call("book_schedule", schedule_id=schedule, start=f"2026-03-03T{hour}:00:00Z"))["event"]["id"]
        for hour in ("10", "11")
    ]
    hall.sql_script(STUCK.format(table="events", id=booked[0]))
    hall.clock.advance(days=2)
    await hall.app.scheduler.tick(everything=True)
    assert dict(hall.sql("SELECT id, status_id FROM events ORDER BY id")) == {booked[0]: 200, booked[1]: 555}


async def test_an_offer_that_cannot_lapse_keeps_no_other_open(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    ids = [await order(boss) for _ in range(2)]
    for id in ids:
        await boss.call("route_work_order", work_order_id=id, user_id=pia.id, expires_at="2026-03-02T10:00:00Z")
    hall.sql_script(STUCK.format(table="work_order_routes", id=1))
    hall.clock.advance(hours=1)
    await hall.app.scheduler.tick(everything=True)
    found = hall.sql("SELECT work_order_id, status FROM work_order_routes ORDER BY id")
    assert found == [(ids[0], "open"), (ids[1], "expired")]


async def test_a_delivery_that_cannot_be_given_up_keeps_no_other_waiting(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    for id in (1, 2):
        await raised(hall, boss, id)
    hall.sql_script(STUCK.format(table="webhook_deliveries", id=1))
    hall.clock.advance(days=2)
    await hall.app.scheduler.tick(everything=True)
    assert [status for status, *_ in deliveries(hall)] == ["pending", "failed"]
    assert len(hall.sql("SELECT id FROM notices WHERE kind = 'webhook_failing'")) == 1


async def test_a_time_that_cannot_be_looked_at_keeps_no_other_from_it(hall: Hall) -> None:
    ida = await hall.person("ida@host.test")
    await ida.call("get_default_calendar")
    ids = [await appointment(hall, ida, f"2026-03-0{day}T10:00:00Z", timezone="Europe/Berlin") for day in (4, 5)]
    hall.sql_script("UPDATE events SET wall_start = NULL; DELETE FROM settings WHERE name = 'zone_tables';")
    hall.sql_script(STUCK.format(table="events", id=ids[0]))
    await hall.app.scheduler.tick(everything=True)
    found = dict(hall.sql("SELECT id, wall_start FROM events"))
    assert found == {ids[0]: None, ids[1]: "2026-03-05T11:00"}
