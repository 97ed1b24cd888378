"""A provider who runs late, as the company answers it."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    assigned,
    company,
    notices,
    order,
    provider,
    row,
    write,
)
from tests.tools.work_orders.routing_world import confirm_arrival

STAMP = "2026-03-02T09:00:00.000Z"


def late(hall, id, before="on_schedule"):
    """A delay of half an hour as its provider reports it; the problem's id."""
    write(
        hall,
        """UPDATE work_order_etas SET condition = 'delayed', condition_before_delay = ?, delay_seconds = 1800
           WHERE work_order_id = ?""",
        before, id,
    )  # fmt: skip
    return row(
        hall, "work_order_problems", id, type_id=1, comments="Traffic", author_type="platform", author_id=0,
        created_at=STAMP, updated_at=STAMP,
    )  # fmt: skip


async def test_acknowledging_a_delay_resolves_the_problem_and_keeps_the_seconds(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    problem = late(hall, id)
    assert (await boss.call("get_work_order_status", work_order_id=id))["status"]["sub_status"] == "delayed"
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id, note="Thanks for telling")
    assert answer["status"]["sub_status"] == "confirmed"
    assert answer["status"]["delay"] == 1800
    assert answer["eta"]["condition"]["acknowledged"] is True
    assert answer["eta"]["condition"]["estimated_delay"] == 1800
    assert answer["problem"] == {"id": problem, "status": "resolved"}
    assert "Thanks for telling" in notices(hall, pia)[-1]
    assert hall.sql("SELECT message, to_person_id FROM work_order_messages") == [("Thanks for telling", pia.id)]
    with pytest.raises(Refused) as no:
        await boss.call("acknowledge_provider_delay", work_order_id=id)
    assert no.value.code == "wrong_state"


async def test_whoever_was_on_the_way_is_on_the_way_again(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    late(hall, id, before="on_my_way")
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id)
    assert answer["status"]["sub_status"] == "on_my_way"


async def test_a_newly_agreed_arrival_moves_the_eta_and_the_calendar(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    late(hall, id)
    for wrong in ("2026-03-10T08:59:00Z", "2026-03-10T13:00:01Z"):
        with pytest.raises(Refused) as no:
            await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta=wrong)
        assert "must be from 2026-03-10T09:00:00Z to 2026-03-10T13:00:00Z" in no.value.fields["new_eta"]
    answer = await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta="2026-03-10T10:00:00Z")
    assert answer["eta"]["start"] == "2026-03-10T05:00:00-05:00"
    assert answer["eta"]["end"] == "2026-03-10T07:00:00-05:00"
    assert hall.sql("SELECT start_at, end_at FROM busy_blocks") == [
        ("2026-03-10T10:00:00.000Z", "2026-03-10T12:00:00.000Z")
    ]


async def test_a_newly_agreed_arrival_over_another_visit_is_refused(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    other = await assigned(boss, pia, schedule={"mode": "exact", "start": "2026-03-10T13:00:00Z"})
    confirm_arrival(hall, id)
    late(hall, id)
    with pytest.raises(Refused) as no:
        await boss.call("acknowledge_provider_delay", work_order_id=id, new_eta="2026-03-10T12:00:00Z")
    assert f"work order {other} takes the time from" in no.value.text
    assert "acknowledge_provider_delay with ignore_conflicts true" in no.value.text


async def test_without_an_open_delay_there_is_nothing_to_acknowledge(hall):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    id, draft = await assigned(boss, pia), await order(boss)
    for order_id in (id, draft):
        with pytest.raises(Refused) as no:
            await boss.call("acknowledge_provider_delay", work_order_id=order_id)
        assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await other.call("acknowledge_provider_delay", work_order_id=id)
    assert no.value.code == "not_found"
