"""Times without an offset, and in whose time zone they are meant."""

from __future__ import annotations

from typing import Any

import pytest

from server.calls.messages import Refused as RefusedReply
from server.calls.messages import Request
from tests.hall import Hall, Refused, TestCaller
from tests.server.schema.test_arguments import HIRE, INQUIRY
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, guest_booked
from tests.tools.work_orders import field_work

OPEN = {"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}]}


async def boss_in(hall: Hall, zone: str) -> TestCaller:
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_company_timezone", timezone=zone)
    await hall.fund(boss.company, "5 USDT")
    return boss


def starting(at: str) -> dict[str, Any]:
    return {**INQUIRY, "hires": [{**HIRE, "job_start": at}]}


async def starts(boss: TestCaller, inquiry: dict[str, Any]) -> str:
    positions = (await boss.call("list_inquiry_positions", inquiry_id=inquiry["inquiry_id"]))["positions"]
    return str(positions[0]["job_start"])


async def test_a_day_begins_at_midnight_where_the_company_is_and_the_answer_says_so(hall: Hall) -> None:
    boss = await boss_in(hall, "Europe/Helsinki")
    made = await boss.call("create_inquiry", **starting("2026-04-01"))
    assert await starts(boss, made) == "2026-03-31T21:00:00Z"
    assert made["warnings"] == [
        "job_start 2026-04-01 was read as 2026-04-01T00:00:00+03:00, by the clocks of Europe/Helsinki."
    ]


async def test_a_time_without_an_offset_is_refused_with_a_form_that_can_be_sent(hall: Hall) -> None:
    boss = await boss_in(hall, "America/Chicago")
    with pytest.raises(Refused) as no:
        await boss.call("create_inquiry", **starting("2026-11-01T16:30:00"))
    assert no.value.fields == {
        "hires[0].job_start": "needs an offset, such as 2026-11-01T16:30:00-06:00, if it is meant in America/Chicago"
    }
    made = await boss.call("create_inquiry", **starting("2026-11-01T16:30:00-06:00"))
    assert await starts(boss, made) == "2026-11-01T22:30:00Z"


async def test_a_day_with_an_offset_and_no_time_is_refused_with_both(hall: Hall) -> None:
    boss = await boss_in(hall, "Europe/Berlin")
    for day, sends in (("2026-04-01+02:00", "2026-04-01T00:00:00+02:00"), ("2026-04-01Z", "2026-04-01T00:00:00Z")):
        with pytest.raises(Refused) as no:
            await boss.call("create_inquiry", **starting(day))
        assert no.value.fields["hires[0].job_start"] == f"has an offset and no time; send both, such as {sends}"
        assert await boss.call("create_inquiry", **starting(sends))


async def test_a_zone_in_the_call_itself_settles_it(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await hall.credit(ann.owner, "5 USDT")
    schedule = {"type_id": 1, "label": "Desk", "duration": 60, "currency": "EUR", "settings": {}, "private": False}
    kal_id = (await ann.call("list_calendars"))["calendars"][0]["id"]
    made = await ann.call(
        "create_schedule", **schedule, kal_id=kal_id, timezone="asia/tokyo", start="2026-04-01T09:00", end="2026-05-01"
    )
    shown = made["schedule"]
    assert (shown["timezone"], shown["start"], shown["end"]) == (
        "Asia/Tokyo", "2026-04-01T09:00:00+09:00", "2026-05-01T00:00:00+09:00",
    )  # fmt: skip
    assert not any("was read as" in warning for warning in made.get("warnings", []))


async def test_a_day_is_one_of_the_schedule_that_the_call_is_about(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await hall.credit(ann.owner, "5 USDT")
    kal_id = (await ann.call("list_calendars"))["calendars"][0]["id"]
    rule = {"days": [0, 1, 2, 3, 4, 5, 6], "start": "00:00", "end": "24:00"}
    schedule = {"type_id": 1, "label": "Desk", "duration": 60, "currency": "EUR", "private": False, "kal_id": kal_id}
    made = await ann.call("create_schedule", **schedule, settings={"rules": [rule]}, timezone="America/Chicago")
    id = made["schedule"]["id"]
    for caller in (ann, hall.nobody()):
        found = await caller.call("find_next_slot", schedule_id=id, after="2026-04-01")
        assert found["slot"]["start"] == "2026-04-01T00:00:00-05:00"
        assert found["warnings"] == [
            "after 2026-04-01 was read as 2026-04-01T00:00:00-05:00, by the clocks of America/Chicago."
        ]
    with pytest.raises(Refused) as no:
        await hall.nobody().call("find_next_slot", schedule_id=999, after="2026-04-01")
    assert no.value.status == 404


async def test_a_refused_time_has_the_offset_of_the_schedule_that_the_call_is_about(hall: Hall) -> None:
    olga = await hall.person("olga@host.test")
    schedule_id = await offer(hall, olga, timezone="Europe/Berlin")
    bob = await hall.person("bob@work.test")
    hint = "needs an offset, such as 2026-04-01T09:00:00+02:00, if it is meant in Europe/Berlin"
    for caller in (olga, bob, hall.nobody()):
        for id in (schedule_id, str(schedule_id)):
            with pytest.raises(Refused) as no:
                await caller.call("find_next_slot", schedule_id=id, after="2026-04-01T09:00:00")
            assert no.value.fields == {"after": hint}
    with pytest.raises(Refused) as no:
        await bob.call("book_schedule", schedule_id=schedule_id, start="2026-04-01T09:00:00")
    assert no.value.fields == {"start": hint}


async def test_a_day_is_one_of_the_schedule_at_the_public_address(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await hall.credit(ann.owner, "5 USDT")
    rule = {"days": [0, 1, 2, 3, 4, 5, 6], "start": "00:00", "end": "24:00"}
    given = {"label": "Desk", "private": False, "settings": {"rules": [rule]}, "slug": "desk"}
    made = (await ann.call("create_schedule", **given, timezone="America/Chicago"))["schedule"]
    address = {"owner_slug": made["owner_slug"], "slug": "desk"}
    found = await hall.nobody().call("get_schedule", **address, start="2026-04-01", limit=1)
    assert found["slots"][0]["start"] == "2026-04-01T00:00:00-05:00"
    assert "America/Chicago" in found["warnings"][0]
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_schedule", **address, start="2026-04-01T09:00")
    assert no.value.fields["start"].endswith("if it is meant in America/Chicago")
    await ann.call("update_schedule", schedule_id=made["id"], **{**given, "private": True}, currency="EUR")
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_schedule", **address, start="2026-04-01T09:00")
    assert no.value.fields == {"start": "needs an offset, such as 2026-04-01T09:00:00Z"}


async def test_a_day_is_one_of_the_event_that_the_call_is_about(hall: Hall) -> None:
    olga, bob = (
        await hall.person("olga@host.test", credit="5 USDT"),
        await hall.person("bob@work.test", credit="5 USDT"),
    )
    schedule = await offer(hall, olga, timezone="America/Chicago")
    event = await book(bob, schedule, "2026-03-04T15:00:00Z")
    token = (await guest_booked(hall, schedule, "2026-03-04T16:00:00Z"))["token"]
    held = hall.sql("SELECT max(id) FROM events")[0][0]
    hint = "if it is meant in America/Chicago"
    for caller, asked in ((bob, {"event_id": event}), (hall.nobody(), {"event_id": held, "token": token})):
        with pytest.raises(Refused) as no:
            await caller.call("request_event_correction", **asked, start="2026-03-05T09:00")
        assert no.value.fields["start"].endswith(hint)
        with pytest.raises(Refused) as no:
            await caller.call("request_event_correction", **asked, start="2026-03-05")
        assert "2026-03-05T00:00:00-06:00" in no.value.text
    eve = await hall.person("eve@else.test", credit="5 USDT")
    for caller, more in ((eve, {}), (hall.nobody(), {}), (hall.nobody(), {"token": "wrong-token-of-nobody"})):
        with pytest.raises(Refused) as no:
            await caller.call("request_event_correction", event_id=event, **more, start="2026-03-05T09:00")
        assert hint not in no.value.text


async def test_a_day_is_one_of_the_main_calendar(hall: Hall) -> None:
    boss = await boss_in(hall, "America/Chicago")
    kal_id = (await boss.call("get_default_calendar"))["calendar"]["id"]
    await boss.call("update_calendar", kal_id=kal_id, label="Mine", private=True, timezone="Asia/Tokyo")
    shown = await boss.call("get_default_calendar", start="2026-04-01")
    assert shown["warnings"] == ["start 2026-04-01 was read as 2026-04-01T00:00:00+09:00, by the clocks of Asia/Tokyo."]


async def test_somebody_nobody_knows_is_asked_for_the_offset(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("find_next_slot", schedule_id=1, after="2026-04-01T09:00:00")
    assert no.value.fields == {"after": "needs an offset, such as 2026-04-01T09:00:00Z"}


async def test_the_same_moment_under_a_key_is_the_same_call_with_and_without_its_offset(hall: Hall) -> None:
    boss = await boss_in(hall, "Europe/Berlin")
    first = await boss.call("create_inquiry", **starting("2026-04-01T00:00:00+02:00"), idempotency_key="k")
    again = await boss.call("create_inquiry", **starting("2026-04-01"), idempotency_key="k")
    assert again == {**first, "replayed": True}


async def test_days_that_are_wrong_in_any_zone_are_said_with_every_other_fault(hall: Hall) -> None:
    boss = await boss_in(hall, "Europe/Berlin")
    with pytest.raises(Refused) as no:
        await boss.call("create_inquiry", **{**starting("2026-04-01x"), "titel": "x"})
    assert {"hires[0].job_start", "titel"} == no.value.fields.keys()


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("GMT+2", "; did you mean Etc/GMT-2?"),
        ("W. Europe Standard Time", "; did you mean Europe/Berlin?"),
        ("Europe/Helsinky", "; near it: Europe/Helsinki"),
        ("CST", ", such as Europe/Berlin"),
    ],
)
async def test_a_zone_that_is_none_is_refused_with_what_it_can_only_mean(hall: Hall, zone: str, hint: str) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", timezone=zone)
    assert no.value.fields == {"timezone": f"“{zone}” is no IANA time zone{hint}"}


async def test_a_zone_is_stored_by_its_own_name(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    assert (await ann.call("update_my_profile", timezone="utc"))["user"]["timezone"] == "UTC"
    changed = await ann.call("update_my_profile", timezone="america/new york")
    assert changed["user"]["timezone"] == "America/New_York"


async def test_a_hint_tells_a_stranger_nothing_of_a_record(hall: Hall) -> None:
    boss = await field_work.company(hall)
    order = await field_work.order(boss)
    olga = await hall.person("olga@host.test")
    schedule = await offer(hall, olga, private=True)
    eve = await hall.person("eve@else.test", company="Else")
    late = "2026-03-11T09:00"
    tried: list[tuple[str, str, int, dict[str, Any]]] = [
        ("request_work_order", "work_order_id", order, {"counter_offer": {"schedule": {"start": late}}}),
        ("book_schedule", "schedule_id", schedule, {"start": late}),
    ]
    for tool, name, id, start in tried:
        said = set()
        for number in (id, 987_654):
            with pytest.raises(Refused) as no:
                await eve.call(tool, **{name: number}, **start)
            said.add(no.value.text.replace(f"schedule {number}", "schedule N"))
        assert len(said) == 1


async def test_a_value_nested_beyond_measure_is_refused_as_such(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    deep: list[Any] = [1]
    for _ in range(100_000):
        deep = [deep]
    request = Request("book_schedule", {"schedule_id": deep, "start": "2026-03-11T09:00"}, boss.token)
    reply = await hall.app.pipeline.call(request)
    assert isinstance(reply, RefusedReply)
    assert reply.refusal.status == 422


async def test_a_zone_within_the_call_settles_it_too(hall: Hall) -> None:
    hours = {"label": "Hours", "timezone": "Asia/Tokyo", "settings": OPEN}
    boss = await boss_in(hall, "Europe/Berlin")
    contract = (await boss.call("create_contract", label="Job", currency="EUR"))["contract"]
    worker = await hall.person("will@work.test")
    place = {"contract_id": contract["id"], "user_id": worker.id, "role": "Builder"}
    await boss.call("add_contract_participant", **place, schedule={**hours, "start": "2026-04-01"})
    assert hall.sql("SELECT start_at FROM schedules") == [("2026-03-31T15:00:00.000Z",)]
    joining = {"email": "new@work.test", "terms": "accepted"}
    await hall.nobody().call("register_account", **joining, schedule={**hours, "start": "2026-04-01T09:00"})
    assert ("2026-04-01T00:00:00.000Z",) in hall.sql("SELECT start_at FROM schedules")


async def test_what_is_new_has_the_zone_that_it_gets(hall: Hall) -> None:
    boss = await boss_in(hall, "Europe/Berlin")
    kal_id = (await boss.call("create_calendar", label="Far", private=False, timezone="Asia/Tokyo"))["calendar"]["id"]
    given = {"label": "Desk", "private": False, "settings": OPEN, "kal_id": kal_id}
    made = await boss.call("create_schedule", **given, start="2026-04-01")
    assert made["warnings"] == ["start 2026-04-01 was read as 2026-04-01T00:00:00+09:00, by the clocks of Asia/Tokyo."]
    for tool, more in (("preview_schedule", {}), ("create_agent_schedule", {"settings": ["mon-fri 09:00-17:00"]})):
        caller = boss if tool == "preview_schedule" else await hall.agent("Acme")
        own = (await caller.call("create_calendar", label="Own", private=True, timezone="Asia/Tokyo"))["calendar"]["id"]
        with pytest.raises(Refused) as no:
            asked = {"kal_id": own, "start": "2026-04-01T09:00", **more}
            await caller.call(tool, **({**given, **asked} if tool == "preview_schedule" else asked))
        assert no.value.fields["start"].endswith("if it is meant in Asia/Tokyo")
    contract = (await boss.call("create_contract", label="Job", currency="EUR", timezone="America/Chicago"))["contract"]
    changed = await boss.call("update_contract", contract_id=contract["id"], end="2026-12-01")
    assert changed["contract"]["end"] == "2026-12-01T00:00:00-06:00"


async def test_a_time_of_several_schedules_is_meant_in_the_zone_they_share(hall: Hall) -> None:
    olga, bob = [await hall.person(f"{name}@work.test", credit="5 USDT") for name in ("olga", "bob")]
    zones = ("Asia/Tokyo", "Asia/Tokyo", "America/Chicago")
    first, second, third = [await offer(hall, olga, timezone=zone) for zone in zones]
    for ids, zone in (([first, second], "Asia/Tokyo"), ([first, third], "UTC"), ([str(third)], "America/Chicago")):
        with pytest.raises(Refused) as no:
            await bob.call("find_group_slots", schedule_ids=ids, mode="any", start="2026-04-01T09:00")
        assert no.value.fields["start"].endswith(f"if it is meant in {zone}")
